import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { holdFair } from './activities'
import { COMMUNITY } from './furnish'

journey('a daughter takes a queue number for her mother at a fair, and sees it called', async ({ stage, product }) => {
  const [wang, zhang] = [await Person.signIn(product, 'r1'), await Person.signIn(product, 'w1')]
  await wang.settles(COMMUNITY)
  await wang.asks('POST', '/v1/family', { relation: 'parent', name: '妈妈' })
  const fair = await holdFair(zhang)

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
