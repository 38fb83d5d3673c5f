import { describe, expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { ELDER, NORMAL } from './limits'
import { furnish } from './furnish'
import { pages, WALK } from './walk'

const PATIENCE = 600_000 // for every page there is
/** What any page needs in its address; there is no need that it exists. */
const NUMBERS = 'id=1&shift=1&activity=1&community=1&compound=1'
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
  }, PATIENCE)
})

journey('every page says so while the server is out of reach, and goes on when asked', async ({ stage }) => {
  for (const path of Object.keys(WALK)) {
    stage.rough = true // the network fails on purpose
    const phone = await stage.phone('r2', `${path}?${NUMBERS}`, true)
    await phone.sees('网络连不上，请检查网络后再试')
    expect(await measure(phone.page, NORMAL)).toEqual([])
    await phone.shot(path.split('/').at(-1)!)
    await phone.page.unrouteAll()
    await phone.taps('再试一次')
    await phone.misses('网络连不上，请检查网络后再试')
    await stage.dismiss(phone)
  }
}, PATIENCE)
