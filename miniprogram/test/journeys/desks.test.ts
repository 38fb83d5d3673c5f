import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { DESK } from './limits'
import * as staff from './pages/staff'
import { furnish } from './furnish'

/** Everybody with a desk in the demo. */
const PEOPLE = ['admin', 'county1', 'staff1', 'leader1']

journey('every staff page in everybody’s menu opens, can be read and keeps to the screen', async ({ product, stage }) => {
  await furnish(product, false)
  const broken: string[] = []
  for (const who of PEOPLE) {
    const desk = await stage.desk(who)
    await staff.signsIn(desk, who, product.password)
    for (const page of await staff.menu(desk)) {
      await staff.turnsTo(desk, page)
      const found = await measure(desk.page, DESK)
      broken.push(...found.map((b) => `${page} (${who}): “${b.what}” ${b.rule} ${b.figure}`))
      await desk.shot(page)
    }
    await stage.dismiss(desk)
  }
  expect(broken, `${broken.length} breaks:\n${broken.join('\n')}`).toEqual([])
})
