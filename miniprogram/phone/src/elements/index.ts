import { lengths } from './lengths'
import { Button } from './button'
import { Area, Field } from './field'
import { Picture } from './picture'
import { Scroller } from './scroller'
import { Label, Switch } from './switch'
import { Navigator, RichText } from './text'

/** The tags of WXML that are drawn here; build/wxml.ts names the same. */
const plain = ['view', 'text', 'page']
const rich: Record<string, CustomElementConstructor> = {
  image: Picture, input: Field, textarea: Area, switch: Switch, label: Label, button: Button, 'scroll-view': Scroller, navigator: Navigator, 'rich-text': RichText,
}

/** Registers the elements with the browser; once. */
export function register() {
  for (const [tag, made] of Object.entries(rich)) customElements.define('wx-' + tag, made)
}

/** Makes the DOM element of a WXML tag; rpx in its style are of this screen. */
export function create(tag: string): HTMLElement {
  const element = document.createElement(plain.includes(tag) || tag in rich ? 'wx-' + tag : tag)
  const set = element.setAttribute.bind(element)
  element.setAttribute = (name: string, value: string) => { set(name, name === 'style' ? lengths(value) : value) }
  return element
}
