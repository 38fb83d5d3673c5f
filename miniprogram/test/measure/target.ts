import type { Limits, Report } from './index'
import { off, seen } from './seen'

const NAMED = 'a, button, input:not([type=file]), textarea, wx-button, wx-navigator, wx-input, wx-textarea, wx-switch, [role=button], [role=link], [role=tab], [role=switch], [role=checkbox], [role=radio]'
const ROUNDING = 0.5
const UNSEEN = 1 // px of a field that stands behind its label, for those who cannot see

/** An element of the page with the engine's own, which knows its listeners and in which component's template it stands. */
interface Linked extends Element {
  __wxElement?: { _$eventTarget?: { listeners: Record<string, unknown> }; ownerShadowRoot?: { getHostNode(): { is: string } } }
}

/** Measures all that can be tapped on a page. */
export function targets(page: Element, limits: Limits, report: Report) {
  for (const e of page.querySelectorAll<Linked>('*')) {
    if (!(e.matches(NAMED) || hears(e)) || off(e)) continue
    const drawn = box(e)
    if (!drawn || drawn.width <= UNSEEN || part(e, page) || fits(drawn, limits)) continue
    e.scrollIntoView({ block: 'center' })
    if (reaches(e, box(e)!, limits)) continue
    report((e.getAttribute('aria-label') || e.textContent || e.tagName).trim().slice(0, 24), 'target', `${Math.round(drawn.width)}×${Math.round(drawn.height)} px, at least ${limits.target}×${limits.target}`)
  }
}

/** Whether the mini-program waits for taps on it; TDesign does so everywhere, only to hand them on. */
const hears = ({ __wxElement: own }: Linked) =>
  'tap' in (own?._$eventTarget?.listeners ?? {}) && !own!.ownerShadowRoot?.getHostNode().is.startsWith('miniprogram_npm/')

/** Something small inside of what is tapped for the same, such as the field in a switch. */
const part = (e: Linked, page: Element) => !hears(e) && page.contains(e.parentElement?.closest(NAMED) ?? null)

const fits = ({ width, height }: DOMRect, { target }: Limits) => width >= target - ROUNDING && height >= target - ROUNDING

/** Where it is drawn; a component without a box of its own is as big as what is in it. */
function box(e: Element): DOMRect | null {
  const own = e.getBoundingClientRect()
  if (own.width > 0 && own.height > 0) return seen(e) ? own : null
  const parts = [...e.children].filter(seen).map((c) => c.getBoundingClientRect())
  if (parts.length === 0) return null
  const [left, top] = [Math.min(...parts.map((p) => p.left)), Math.min(...parts.map((p) => p.top))]
  return new DOMRect(left, top, Math.max(...parts.map((p) => p.right)) - left, Math.max(...parts.map((p) => p.bottom)) - top)
}

/** Whether taps around what is drawn small still reach it. */
function reaches(e: Element, { left, top, width, height }: DOMRect, { target }: Limits): boolean {
  const [x, y, half] = [left + width / 2, top + height / 2, target / 2 - ROUNDING]
  return ([[-half, 0], [half, 0], [0, -half], [0, half]] as const).every(([dx, dy]) => {
    const hit = document.elementFromPoint(x + dx, y + dy)
    return hit !== null && e.contains(hit)
  })
}
