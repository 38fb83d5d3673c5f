import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { hold } from './activities'
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

journey('a child comes along: its guardian agrees, and nobody but the organiser learns its name', async ({ stage, product }) => {
  const [wang, zhou, zhang] = await Promise.all(['r1', 'r3', 'w1'].map((u) => Person.signIn(product, u))) as [Person, Person, Person]
  for (const p of [wang, zhou]) await p.settles(COMMUNITY)
  const act = await hold(zhang, '小小志愿者：给小树浇水', [3], 72)
  const phone = await stage.phone('r1', `packages/activity/detail/detail?id=${act.id}`)
  await phone.taps('报名')
  await phone.taps('添加孩子或父母')
  await phone.writes('怎么称呼', '小明')
  await phone.writes('哪一年出生', String(new Date().getFullYear() - 9))
  await phone.taps('添加')
  await phone.sees('请监护人先同意')
  await phone.taps(/^我是孩子的监护人/)
  await phone.whole('guardian agrees')
  await phone.page.getByRole('button', { name: '添加' }).last().tap()
  await phone.taps('报名')
  await phone.taps('小明')
  await phone.allows()
  await phone.sees('小明（孩子）')
  await phone.sees('记到手机日历')
  await phone.taps('记到手机日历')
  await phone.taps('允许')
  await phone.sees('已记到日历')
  await phone.whole('child signed up')

  const roll = await stage.phone('w1', `packages/activity/roll/roll?id=${act.id}`)
  await roll.sees('小明')
  await roll.taps('移出小明')
  await roll.whole('why out')
  const seen = JSON.stringify([await zhou.asks('GET', `/v1/activities/${act.id}`), await zhou.asks('GET', '/v1/messages'), await wang.asks('GET', '/v1/messages')])
  expect(seen).not.toContain('小明')
  const neighbour = await stage.phone('r3', `packages/activity/detail/detail?id=${act.id}`)
  await neighbour.sees('还有 2 个名额')
  expect(await neighbour.shows(/小明/)).toBe(false)
})
