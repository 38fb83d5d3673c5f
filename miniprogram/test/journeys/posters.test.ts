import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { Person } from '../kit/person'
import { APP, type Product } from '../kit/product'
import { DESK, ELDER } from './limits'
import * as staff from './pages/staff'

const MADE = /^(\d+) 张网格码都已生成/

/** What WeChat drew: the page that a code opens, and what it says. */
async function drawn({ sim }: Product): Promise<{ page: string; scene: string }[]> {
  const answer = await fetch(`${sim}/_sim/client/codes?user=r1&app=${APP}`)
  return (await answer.json() as { items: { page: string; scene: string }[] }).items
}

journey('posters are made for all micro-grids, and a neighbour scans his', async ({ product, stage }) => {
  const broken: string[] = []
  const desk = await stage.desk('staff1')
  const looks = async (name: string) => {
    broken.push(...(await measure(desk.page, DESK)).map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
    await desk.shot(name)
  }
  await staff.signsIn(desk, 'staff1', product.password)
  await staff.turnsTo(desk, '网格')
  await desk.taps('打印网格码')
  await desk.sees(/^还有 \d+ 张网格码没有生成/)
  await looks('not-made')
  await desk.taps('生成网格码')
  await desk.page.keyboard.press('Escape')
  await desk.page.getByRole('dialog').waitFor({ state: 'hidden' })
  await desk.page.keyboard.press('Escape')
  await desk.page.getByRole('dialog').waitFor({ state: 'hidden' })
  await desk.taps('打印网格码') // he did something else meanwhile
  await desk.sees(MADE)
  const made = Number(MADE.exec(await desk.text(MADE).innerText())![1])
  await looks('made')
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.taps('下载 A4 文件（PDF）')])
  expect(decodeURIComponent(download.suggestedFilename())).toMatch(/^网格码_.*\.pdf$/)
  const pdf = readFileSync(await download.path(), 'latin1')
  expect(pdf.match(/\/Type \/Page\n/g)).toHaveLength(made)
  const codes = await drawn(product)

  await (await Person.signIn(product, 'r1')).asks('PUT', '/v1/me/elder-mode', { elder_mode: true })
  const { page, scene } = codes[0]!
  const wang = await stage.phone('r1', `${page}?scene=${encodeURIComponent(scene)}`)
  const seen = async (name: string) => {
    broken.push(...(await measure(wang.page, ELDER)).map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
    await wang.whole(name)
  }
  await wang.sees('您扫的网格码属于')
  await seen('scanned')
  await wang.taps('同意并加入')
  await wang.sees('欢迎加入')
  await seen('joined')
  const moved = await stage.phone('r1', `${page}?scene=${encodeURIComponent(codes[1]!.scene)}`)
  await moved.sees(/^您现在属于/)
  const li = await stage.phone('r2', `${page}?scene=${encodeURIComponent(scene.replace(/k=./, 'k=0'))}`)
  await li.sees('未知网格')
  await li.whole('forged')
  await li.taps('选择我住的地方')
  await li.sees('同意并继续')
  expect(broken, broken.join('\n')).toEqual([])
})
