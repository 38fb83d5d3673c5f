import * as adapter from 'glass-easel-miniprogram-adapter'
import { create } from './elements'

const { glassEasel } = adapter

interface Linked extends HTMLElement { __wxElement?: unknown }

/** Events that reach a handler through the page, whatever they began on. */
const TOUCH = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const
const LONG_PRESS_MS = 350

/** How the engine meets the browser: it makes elements here and hears of taps from here. */
export class Context extends glassEasel.CurrentWindowBackendContext {
  private heard = new WeakMap<object, Set<string>>()

  constructor() {
    super()
    this.document = {
      createElement: create,
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    } as never
    document.addEventListener('click', (e) => { this.tap(e) }, true)
    for (const type of TOUCH) document.addEventListener(type, (e) => { this.touch(type, e) }, { capture: true, passive: true })
    this.longPress()
  }

  override onEvent() {
    // Listening began in the constructor; the engine is called directly.
  }

  /** A component's own listener on a native element, such as bindinput. */
  override setListenerStats(element: unknown, type: string) {
    if (type === 'tap' || type === 'longpress' || (TOUCH as readonly string[]).includes(type)) return
    const node = element as HTMLElement
    const known = this.heard.get(node) ?? new Set()
    if (known.has(type)) return
    this.heard.set(node, known.add(type))
    node.addEventListener(type, (e) => {
      if (e instanceof CustomEvent && e.target === node) fire(linked(node), type, e.detail, e, { bubbles: false })
    })
  }

  private tap(e: MouseEvent) {
    const target = linked(e.target as Linked | null)
    if (!target || blocked(e.target as HTMLElement)) return
    const at = { x: e.clientX, y: e.clientY }
    if (fire(target, 'tap', at, e, { fields: { touches: [], changedTouches: [point(e)] } })) e.preventDefault()
  }

  private touch(type: string, e: TouchEvent) {
    const target = linked(e.target as Linked | null)
    if (!target) return
    fire(target, type, {}, e, { fields: { touches: Array.from(e.touches, point), changedTouches: Array.from(e.changedTouches, point) } })
  }

  private longPress() {
    let timer = 0
    document.addEventListener('pointerdown', (e) => {
      timer = window.setTimeout(() => {
        const target = linked(e.target as Linked | null)
        if (target) fire(target, 'longpress', { x: e.clientX, y: e.clientY }, e)
      }, LONG_PRESS_MS)
    }, true)
    for (const type of ['pointerup', 'pointermove', 'pointercancel']) document.addEventListener(type, () => { clearTimeout(timer) }, true)
  }
}

const point = (t: { clientX: number; clientY: number; identifier?: number }) =>
  ({ identifier: t.identifier ?? 0, clientX: t.clientX, clientY: t.clientY, pageX: t.clientX, pageY: t.clientY })

/** A disabled button takes no tap. */
const blocked = (node: HTMLElement) => node.closest('wx-button[disabled]') !== null

/** The engine's element that a DOM node is, or is inside of. */
function linked(node: Linked | null): unknown {
  let at: Linked | null = node
  while (at && !at.__wxElement) at = at.parentElement
  return at?.__wxElement
}

/** Sends one event through the engine; says whether a handler stopped its default. */
function fire(target: unknown, type: string, detail: unknown, originalEvent: Event, { bubbles = true, fields = {} } = {}): boolean {
  const event = new glassEasel.Event(type, detail, { bubbles, composed: bubbles, capturePhase: true, originalEvent, extraFields: fields })
  glassEasel.Event.dispatchEvent(target as never, event)
  return event.defaultPrevented()
}
