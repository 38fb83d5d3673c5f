import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { Person } from '../kit/person'
import { until } from '../kit/place'
import { APP, type Product } from '../kit/product'
import { Staff } from '../kit/staff'
import { PATIENCE, type Window } from '../kit/window'
import { DESK, ELDER } from './limits'
import * as staff from './pages/staff'

const COMMUNITY = '王家屯社区（示例）'
const MICRO = '01-01 微网格'

/** Has the code of the micro-grid made, and reads it. */
async function codeOnTheWall({ api, sim, password }: Product): Promise<string> {
  const desk = await Staff.signIn(api, 'staff1', password)
  const { grids } = await desk.get<{ grids: { micro_grids: { id: number; name: string }[] }[] }>('/v1/communities/1')
  await desk.post('/v1/staff/posters', { community_id: 1, micro_grid_id: grids[0]!.micro_grids.find((m) => m.name === MICRO)!.id })
  let scene: string | undefined
  await until('the code', async () => {
    const { items } = await (await fetch(`${sim}/_sim/client/codes?user=r1&app=${APP}`)).json() as { items: { scene: string }[] }
    return !!(scene = items[0]?.scene)
  }, PATIENCE)
  return scene!
}

journey('staff split a micro-grid: its residents are told, and asked where nobody knows', async ({ product, stage }) => {
  const broken: string[] = []
  const wang = await Person.signIn(product, 'r1') // named his building
  await wang.settles(COMMUNITY)
  const filed = await wang.reports('三单元门口的路灯不亮', 'lamp')
  const li = await Person.signIn(product, 'r2') // came by the code on the wall
  await li.agrees()
  await li.asks('PUT', '/v1/me/home', { scene: await codeOnTheWall(product) })

  const desk = await stage.desk('staff1')
  const looks = async (name: string) => {
    broken.push(...(await measure(desk.page, DESK)).map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
    await desk.shot(name)
  }
  await staff.signsIn(desk, 'staff1', product.password)
  await staff.turnsTo(desk, '网格')
  await desk.writes('搜索编号、名称或网格员', '01-01')
  await desk.taps(new RegExp(`^${MICRO}`))
  await desk.taps('网格调整')
  await desk.sees('填好上面几项，这里会列出会动到的人和事。')
  await looks('begun')
  await desk.text('松园小区（示例） 1 号楼').click()
  await desk.writes('新微网格编号', '01-99')
  await desk.writes('新微网格名称', '01-99 微网格')
  await desk.sees('1 栋楼划过去')
  await desk.sees('1 位居民跟着走，下次打开小程序时会看到说明')
  await desk.sees('1 位居民没有填楼栋，下次打开小程序时会请他选一下住在哪边')
  await desk.sees(/^1 件正在办的诉求跟着走/)
  await looks('previewed')
  await desk.taps('确认调整')
  await desk.sees('请写一句为什么调整')
  await desk.writes('为什么调整', '楼栋太多，分成两个')
  await desk.taps('确认调整')
  await desk.sees(/^已调整/)
  await desk.taps('调整记录')
  await desk.sees(/划出一部分给/)
  await looks('kept')
  await stage.dismiss(desk)

  for (const who of ['r1', 'r2']) await (await Person.signIn(product, who)).asks('PUT', '/v1/me/elder-mode', { elder_mode: true })
  const seen = async (phone: Window, name: string) => broken.push(...(await measure(phone.page, ELDER)).map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
  const told = await stage.phone('r1')
  await told.sees('您家所在的网格有调整')
  await told.sees(/您家现在归“第一网格 01-99 微网格”/)
  await seen(told, 'told')
  await told.whole('told')
  await told.taps('知道了')
  await told.misses('您家所在的网格有调整')
  await told.sees('第一网格 · 01-99 微网格')
  const asked = await stage.phone('r2')
  await asked.sees(/分成了两个，请点一下您住的那一个/)
  await seen(asked, 'asked')
  await asked.whole('asked')
  await asked.taps('01-99 微网格')
  await asked.misses('您家所在的网格有调整')
  await asked.sees('第一网格 · 01-99 微网格')
  const matter = await stage.phone('r1', `packages/issue/detail/detail?id=${filed.id}`)
  await matter.sees('网格调整')
  await matter.whole('matter')
  expect(broken).toEqual([])
})
