import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { COMMUNITY } from './furnish'

const TITLE = '上门看望独居老人'

journey('the last place of an activity goes to who waits for it, when somebody leaves', async ({ stage, product }) => {
  for (const user of ['r1', 'r3']) await (await Person.signIn(product, user)).settles(COMMUNITY)

  const zhang = await stage.phone('w1', 'packages/activity/week/week?own=1')
  await zhang.taps('发起活动')
  await zhang.taps('选一类活动')
  await zhang.taps('敲门关爱')
  await zhang.writes('活动名称', TITLE)
  await zhang.writes('集合地点', '1 号楼门口')
  await zhang.taps('选一天')
  await zhang.taps(/^明天/)
  await zhang.writes('名额', '1')
  await zhang.whole('filled in')
  await zhang.taps('发起')
  await zhang.sees('还有 1 个名额')
  const { items } = await (await Person.signIn(product, 'w1')).asks<{ items: { id: number }[] }>('GET', `/v1/activities?own=true&from=${day(0)}&until=${day(7)}`)
  const path = `packages/activity/detail/detail?id=${items[0]!.id}`

  const wang = await stage.phone('r1', path)
  await wang.taps('报名')
  await wang.taps('我自己')
  await wang.allows()
  await wang.sees('已报名')
  const zhou = await stage.phone('r3', path)
  await zhou.taps('排队候补')
  await zhou.taps('我自己')
  await zhou.allows()
  await zhou.sees(/^候补第 1 位/)
  await zhou.whole('waits')

  await wang.taps('取消报名')
  await wang.sees(/^名额会让给后面的人/)
  await wang.shot('asked')
  await wang.page.getByRole('button', { name: '取消报名' }).last().tap()
  await wang.sees('排队候补')

  await zhou.notice('活动变动提醒')
  await zhou.sees(/^有名额了，请在/)
  await zhou.whole('offered')
  await zhou.taps('确认参加')
  await zhou.sees('已报名')

  await zhang.taps('看谁来')
  await zhang.sees('1 人参加')
  await zhang.whole('who comes')
  expect(await product.command('check')).toContain(' 0 findings')
})

/** A day from today on, as the server's calendar counts. */
const day = (ahead: number) => new Date(Date.now() + (8 + 24 * ahead) * 3_600_000).toISOString().slice(0, 10)
