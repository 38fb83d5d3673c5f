// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { Scroller } from '../../../phone/src/elements/scroller'

it('a scroll view tells its page of each move once, and does not hear itself', () => {
  customElements.define('wx-scroll-view', Scroller)
  const view = document.body.appendChild(document.createElement('wx-scroll-view'))
  const told: string[] = []
  for (const name of ['scroll', 'scrolltolower']) view.addEventListener(name, (e) => { if (e instanceof CustomEvent) told.push(name) })
  view.dispatchEvent(new Event('scroll'))
  view.dispatchEvent(new Event('scroll'))
  expect(told).toEqual(['scroll', 'scrolltolower', 'scroll'])
})
