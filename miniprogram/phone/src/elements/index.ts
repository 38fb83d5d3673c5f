import { lengths } from './lengths'
import { Button } from './button'
import { Area, Field } from './field'
import { OpenData } from './opendata'
import { Picture } from './picture'
import { Scroller } from './scroller'
import { Label, Switch } from './switch'
import { Navigator, RichText } from './text'

/** The tags of WXML that are drawn here; build/wxml.ts names the same. */
const plain = ['view', 'text', 'page']
const rich: Record<string, CustomElementConstructor> = {
  image: Picture, input: Field, textarea: Area, switch: Switch, label: Label, button: Button, 'scroll-view': Scroller, navigator: Navigator, 'rich-text': RichText, 'open-data': OpenData,
}

/** Registers the elements with the browser; once. */
export function register() {
  for (const [tag, made] of Object.entries(rich)) customElements.define('wx-' + tag, made)
}

/** A DOM element with the engine's element that it stands for. */
interface Linked extends HTMLElement { __wxElement?: { getAttribute(name: string): unknown } }

/** Makes the DOM element of a WXML tag; rpx in its style are of this screen, and aria-role is what the browser calls role. */
export function create(tag: string): HTMLElement {
  const element: Linked = document.createElement(plain.includes(tag) || tag in rich ? 'wx-' + tag : tag)
  const set = element.setAttribute.bind(element)
  element.setAttribute = (name: string, value: string) => {
    // The engine says true and null alike; in WeChat null is as if it was not written.
    const nothing = value === '' && element.__wxElement !== undefined && (element.__wxElement.getAttribute(name) ?? null) === null
    const known = name === 'aria-role' ? 'role' : name
    if (nothing) element.removeAttribute(known)
    else set(known, name === 'style' ? lengths(value) : value)
  }
  return element
}
