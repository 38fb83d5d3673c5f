import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { furnish } from './furnish'
import type { Limits } from '../measure'
import { WALK } from './walk'

/** For every page there is. */
export const PATIENCE = 600_000

/** Walks through every page in each of its looks, and measures what old eyes and hands need. */
export function everyPageKeepsItsMeasures(mode: string, elder: boolean, limits: Limits) {
  journey(`every page keeps its measures in ${mode}`, async ({ product, stage }) => {
    const world = await furnish(product, elder)
    const broken: string[] = []
    for (const [path, looks] of Object.entries(WALK)) {
      for (const look of looks) {
        const query = look.query?.(world)
        const phone = await stage.phone(look.as, query ? `${path}?${query}` : path)
        await phone.sees(look.sees)
        await look.act?.(phone)
        const found = await measure(phone.page, limits)
        broken.push(...found.map((b) => `${path} (${look.name}): “${b.what}” ${b.rule} ${b.figure}`))
        await phone.whole(`${path.split('/').at(-1)}-${look.name}`)
        stage.rough = look.fails ?? false
        await stage.dismiss(phone)
      }
    }
    expect(broken, `${broken.length} breaks:\n${broken.join('\n')}`).toEqual([])
  }, PATIENCE)
}
