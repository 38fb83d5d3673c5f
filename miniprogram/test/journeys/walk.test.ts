import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { NORMAL } from './limits'
import { everyPageKeepsItsMeasures, PATIENCE } from './measures'
import { pages, WALK } from './walk'

/** What any page needs in its address; there is no need that it exists. */
const NUMBERS = 'id=1&shift=1&activity=1&community=1&compound=1'

journey('the walk knows every page, and no other', () => {
  expect(Object.keys(WALK).sort()).toEqual(pages().sort())
})

everyPageKeepsItsMeasures('普通版', false, NORMAL)

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
