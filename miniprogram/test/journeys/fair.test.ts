import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import type { Activity } from './activities'
import { COMMUNITY } from './furnish'

const HOUR = 3_600_000

journey('a daughter takes a queue number for her mother at a fair, and sees it called', async ({ stage, product }) => {
  const [wang, zhang] = [await Person.signIn(product, 'r1'), await Person.signIn(product, 'w1')]
  await wang.settles(COMMUNITY)
  await wang.asks('POST', '/v1/family', { relation: 'parent', name: '妈妈' })
  const me = await zhang.asks<{ roles: { role: string; community_id: number; grid_id: number; micro_grid_id: number }[] }>('GET', '/v1/me')
  const { community_id, grid_id, micro_grid_id } = me.roles.find((r) => r.role === 'worker')!
  const day = Math.ceil(Date.now() / HOUR) * HOUR + 24 * HOUR
  const booth = (name: string, minutes: number, capacity: number) => ({ name, starts_at: new Date(day).toISOString(), ends_at: new Date(day + 2 * HOUR).toISOString(), minutes, capacity })
  const fair = await zhang.asks<Activity>('POST', '/v1/activities', {
    community_id, grid_id, micro_grid_id, kind: 'elder_fair', title: '为老服务集市', place: '松园小区广场', audience: 'near', children: false, booths: [booth('免费理发', 30, 1), booth('家电维修', 60, 3)],
  })

  const phone = await stage.phone('r1', `packages/activity/detail/detail?id=${fair.id}`)
  await phone.sees('免费理发')
  await phone.taps('还有 1 个号')
  await phone.taps('妈妈')
  await phone.allows()
  await phone.sees(/^您是 1 号/)
  await phone.taps('号满，可候补')
  await phone.taps('我自己')
  await phone.allows()
  await phone.sees(/^候补第 1 位/)
  await phone.whole('booked')
  await zhang.asks('PUT', `/v1/activities/${fair.id}/shifts/${fair.shifts[0]!.id}/called`, { number: 1 })
  await phone.notice('活动变动提醒')
  await phone.sees(/现在叫到 1 号/)
  const mine = await stage.phone('r1', 'packages/activity/mine/mine')
  await mine.sees(/免费理发/)
  await mine.whole('mine')
})
