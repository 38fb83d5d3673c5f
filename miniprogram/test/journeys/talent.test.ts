import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { COMMUNITY } from './furnish'
import * as staff from './pages/staff'

journey('who can do something lets his neighbours know, by his own choice', async ({ stage, product }) => {
  const [wang, zhou, zhang] = [await Person.signIn(product, 'r1'), await Person.signIn(product, 'r3'), await Person.signIn(product, 'w1')]
  for (const who of [wang, zhou]) await who.settles(COMMUNITY)
  await wang.asks('PUT', '/v1/me', { name: '王秀兰' })
  const me = await wang.asks<{ id: number }>('GET', '/v1/me')
  await zhang.asks('PUT', `/v1/residents/${me.id}/verified`, { verified: true })

  const phone = await stage.phone('r1', 'packages/activity/talents/talents')
  await phone.sees('还没有人登上名录')
  await phone.taps('先选我的特长')
  await phone.taps('理发')
  await phone.whole('skills')
  await phone.taps('保存')
  await phone.allows()
  await phone.taps('让邻居看到我')
  await phone.writes('说说您自己', '周末有空')
  await phone.taps('保存')
  await phone.sees('红马甲')
  await phone.whole('listed')

  const other = await stage.phone('r3', 'packages/activity/talents/talents')
  await other.taps('理发')
  await other.sees('王秀兰')
  await other.sees('周末有空')
  await other.whole('found')

  const desk = await stage.desk('staff1')
  await staff.signsIn(desk, 'staff1', product.password)
  await staff.turnsTo(desk, '活动')
  await desk.taps('社区达人')
  await desk.sees('周末有空')
  await desk.shot('directory')
  await desk.writes('搜称呼或自我介绍', '查无此人')
  await desk.page.keyboard.press('Enter')
  await desk.misses('周末有空')

  await phone.taps('让邻居看到我')
  await phone.sees('还没有人登上名录')
  const { items } = await zhou.asks<{ items: object[] }>('GET', '/v1/talents')
  expect(items).toHaveLength(0)
})
