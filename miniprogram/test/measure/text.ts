import { behind, colour, contrast, over, type Colour } from './colour'
import type { Limits, Report } from './index'
import { off, opacity, seen, slides } from './seen'

const NOTHING = /^[\s\ue000-\uf8ff]*$/ // blank, or the letters of an icon font

/** Something that can be read: where it is, and how it is set. */
interface Words { text: string; on: Element; style: CSSStyleDeclaration; rects: Iterable<DOMRect> }

/** Measures all that can be read on a page. */
export function texts(page: Element, limits: Limits, report: Report) {
  for (const words of [...written(page), ...fields(page)]) {
    const what = words.text.trim().slice(0, 24)
    type(what, words, limits, report)
    if (!off(words.on)) ink(what, words, limits, report)
    if (!slides(words.on, page)) place(what, words, limits, report)
  }
  if (page.scrollWidth > page.clientWidth + 1) report('the page', 'width', `${page.scrollWidth} px of ${page.clientWidth}`)
}

function* written(page: Element): Generator<Words> {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const on = node.parentElement!
    const text = node.nodeValue ?? ''
    if (NOTHING.test(text) || !seen(on)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    yield { text, on, style: getComputedStyle(on), rects: range.getClientRects() }
  }
}

function* fields(page: Element): Generator<Words> {
  for (const on of page.querySelectorAll<HTMLInputElement>('input:not([type=checkbox], [type=file]), textarea')) {
    const text = on.value || on.placeholder
    if (text && seen(on)) yield { text, on, style: getComputedStyle(on, on.value ? null : '::placeholder'), rects: [on.getBoundingClientRect()] }
  }
}

function type(what: string, { style, on }: Words, limits: Limits, report: Report) {
  const size = parseFloat(style.fontSize)
  if (size < limits.text) report(what, 'type', `${size} px, at least ${limits.text}`)
  if (on.tagName === 'INPUT') return // it has one line only
  const { lineHeight } = getComputedStyle(on)
  const leading = lineHeight === 'normal' ? 0 : parseFloat(lineHeight) / size
  if (leading < limits.leading - 0.005) report(what, 'line height', `${leading ? leading.toFixed(2) : 'not set'}, at least ${limits.leading}`)
}

function ink(what: string, { style, on }: Words, limits: Limits, report: Report) {
  const [r, g, b, a] = colour(style.color)
  const fore: Colour = [r, g, b, a * opacity(on)]
  const worst = Math.min(...behind(on).map((back) => contrast(over(fore, back), back)))
  if (worst < limits.contrast) report(what, 'contrast', `${worst.toFixed(2)} : 1, at least ${limits.contrast} : 1`)
}

function place(what: string, { rects }: Words, limits: Limits, report: Report) {
  for (const r of rects) {
    if (r.left < -0.5 || r.right > limits.width + 0.5) report(what, 'width', `from ${Math.round(r.left)} to ${Math.round(r.right)} px of ${limits.width}`)
  }
}
