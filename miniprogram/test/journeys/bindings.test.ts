import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { Person } from '../kit/person'
import type { Phone } from '../kit/phone'
import { DESK, ELDER } from './limits'
import * as staff from './pages/staff'

const LISTED = '01-01 微网格邻里群（示例）'
const RIGHT = '松园二期邻里群（示例）'
const LONG = '松园小区二期南区一号院到十六号院邻里互助与生活信息分享交流群（禁止广告，入群请改名为楼栋加门牌号，谢谢大家的配合与支持）'

interface Listed { id: number; roles: { id: number; role: string }[] }

/** Sends the card that binds into a chat, and opens it there. */
async function sendsAndOpens(phone: Phone, chat: string, title: string, hint: RegExp = /^卡片不能转发/) {
  await phone.sees(hint)
  await phone.taps('开始绑定')
  await phone.taps('把卡片发到群里')
  await phone.taps(`群聊：${chat}`)
  await phone.sees('已发送')
  await phone.taps('关闭小程序')
  await phone.taps(chat)
  await phone.page.getByRole('button', { name: title, exact: true }).last().tap()
  await phone.sees('这是您要绑定的群吗？')
}

journey('a wrong group changes nothing, an old phone binds the right one, and a successor takes it over', async ({ product, stage }) => {
  const broken: string[] = []
  const looks = async (phone: Phone, name: string) => {
    broken.push(...(await measure(phone.page, ELDER)).map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
    await phone.whole(name)
  }
  const office = await product.staff('staff1')
  await (await Person.signIn(product, 'w1')).asks('PUT', '/v1/me/elder-mode', { elder_mode: true })
  const { items } = await office.get<{ items: { id: number; place: { micro_grid_id: number } }[] }>('/v1/groups?community=1')
  await office.post('/v1/groups', { micro_grid_id: items.find((g) => g.id === 1)!.place.micro_grid_id, name: LONG, declared_members: 0 })

  const list = await stage.phone('w1', 'packages/group/list/list')
  await list.sees(LONG)
  await looks(list, 'list-long')
  await list.taps(LONG)
  await list.sees('群人数还没有登记')
  await looks(list, 'detail-long')

  const zhang = await stage.phone('w1', 'packages/group/bind/bind?id=1')
  await sendsAndOpens(zhang, LISTED, '绑定本网格的微信群')
  await zhang.taps('不是这个群')
  await zhang.sees(/^没关系，什么都没有改变/)
  await looks(zhang, 'wrong')

  await product.clients({ old_client: true, spelling: 'opengid', watermark: false })
  const old = await stage.phone('w1', 'packages/group/bind/bind?id=1')
  await sendsAndOpens(old, RIGHT, '绑定本网格的微信群（请勿转发）', /请不要转给别人/)
  await looks(old, 'old-which')
  await old.taps('是，就是这个群')
  await old.sees('已提交，等待确认')
  await product.clients({ old_client: false, spelling: '', watermark: true })
  await (await product.staff('leader1')).post('/v1/groups/1/activation')

  const found = async (name: string) => (await office.get<{ items: Listed[] }>(`/v1/staff/people?role=worker&q=${encodeURIComponent(name)}`)).items[0]!
  const [leaves, comes] = [await found('张春梅'), await found('刘海涛')]
  await office.post(`/v1/staff/people/${leaves.id}/roles/${leaves.roles.find((r) => r.role === 'worker')!.id}/successor`, { account_id: comes.id })

  const desk = await stage.desk('staff1')
  await staff.signsIn(desk, 'staff1', product.password)
  await staff.turnsTo(desk, '微信群')
  await desk.page.getByRole('button', { name: new RegExp(`^${LISTED}，使用中`) }).click()
  await desk.sees(/^绑定人已离任/)
  broken.push(...(await measure(desk.page, DESK)).map((b) => `desk: “${b.what}” ${b.rule} ${b.figure}`))
  await desk.shot('handed-over')

  const liu = await stage.phone('w2', 'packages/group/detail/detail?id=1')
  await liu.sees(/^原绑定人已离任/)
  await liu.whole('successor')
  await liu.taps('重新绑定')
  await sendsAndOpens(liu, RIGHT, '绑定本网格的微信群')
  await liu.taps('是，就是这个群')
  await liu.sees('绑定完成')
  const after = await (await Person.signIn(product, 'w2')).asks<{ mark: string; reconfirm: boolean; bound_by: string; history: unknown[] }>('GET', '/v1/groups/1')
  expect(after).toMatchObject({ mark: 'active', reconfirm: false, bound_by: '刘海涛（示例）' })
  expect(after.history.length).toBeGreaterThan(3)
  expect(broken, broken.join('\n')).toEqual([])
})
