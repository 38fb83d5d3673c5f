import { describe, expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { ELDER, NORMAL } from './limits'
import { furnish, pages, WALK } from './walk'

const MODES = [['普通版', false, NORMAL], ['长辈版', true, ELDER]] as const

journey('the walk knows every page, and no other', () => {
  expect(Object.keys(WALK).sort()).toEqual(pages().sort())
})

describe.each(MODES)('%s', (mode, elder, limits) => {
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
  })
})
