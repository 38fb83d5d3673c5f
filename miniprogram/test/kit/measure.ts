import { buildSync } from 'esbuild'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Break, Limits } from '../measure'

const entry = fileURLToPath(new URL('../measure/index.ts', import.meta.url))
let script = ''

/** Measures what a window shows. */
export async function measure(page: Page, limits: Limits): Promise<Break[]> {
  script ||= buildSync({ entryPoints: [entry], bundle: true, write: false, format: 'iife', target: 'es2022' }).outputFiles[0]!.text
  await page.evaluate(() => Promise.all(document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity).map((a) => a.finished.catch(() => undefined)))) // what fades in is there; what was taken away while it moved is gone
  await page.evaluate(script)
  return page.evaluate((l) => window.__measure(l), limits)
}
