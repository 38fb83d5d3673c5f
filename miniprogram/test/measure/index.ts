import { targets } from './target'
import { texts } from './text'

/** What every text and every target of a page has to keep; lengths in px. */
export interface Limits {
  /** Smallest type. */
  text: number
  /** Smallest side of what one taps. */
  target: number
  /** Contrast of a text against what is behind it. */
  contrast: number
  /** Distance of lines by size of type. */
  leading: number
  /** Width of the screen. */
  width: number
}

/** One thing that breaks a limit. */
export interface Break { what: string; rule: string; figure: string }
export type Report = (what: string, rule: string, figure: string) => void

declare global {
  interface Window { __measure: typeof measure }
}

/** Measures the page that is in front; runs in the browser. */
function measure(limits: Limits): Break[] {
  const broken: Break[] = []
  const report: Report = (what, rule, figure) => {
    if (!broken.some((b) => b.what === what && b.rule === rule)) broken.push({ what, rule, figure })
  }
  const page = [...document.querySelectorAll('main')].filter((m) => m.getClientRects().length > 0).at(-1)
  if (!page) return [{ what: 'the page', rule: 'page', figure: 'nothing is shown' }]
  texts(page, limits, report)
  targets(page, limits, report)
  return broken
}

window.__measure = measure
