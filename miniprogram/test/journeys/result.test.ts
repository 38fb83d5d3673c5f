import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { root, until } from '../kit/place'
import { hold, type Activity } from './activities'
import { COMMUNITY } from './furnish'

const PICTURE = readFileSync(join(root, 'docs/img/phones.png'))

journey('what an activity came to is read by neighbours, with the pictures that passed', async ({ stage, product }) => {
  const [wang, zhang] = [await Person.signIn(product, 'r1'), await Person.signIn(product, 'w1')]
  await wang.settles(COMMUNITY)
  await zhang.agrees()
  const activity = await hold(zhang, '周五一起扫楼院', [5])
  await wang.asks('POST', `/v1/shifts/${activity.shifts[0]!.id}/signups`, {})
  const form = new FormData()
  form.append('file', new Blob([PICTURE], { type: 'image/png' }), 'a.png')
  await zhang.asks('POST', `/v1/activities/${activity.id}/photos`, form)
  const organiser = await stage.phone('w1', `packages/activity/result/result?id=${activity.id}`)
  await organiser.taps('加封面')
  await organiser.taps('拍摄')
  await organiser.photographs()
  await organiser.sees('换封面')
  await organiser.whole('cover')
  await until('both pictures to pass', async () => (await wang.asks<Activity & { photos: object[] }>('GET', `/v1/activities/${activity.id}`)).photos.length === 2)

  const phone = await stage.phone('r1', 'packages/activity/week/week')
  await phone.sees('身边的活动小结')
  await phone.whole('week')
  await product.held(activity.id, 3)
  await zhang.asks('PUT', `/v1/activities/${activity.id}/result`, { text: '清了三车杂物，楼道能走轮椅了。' })
  await phone.taps('身边的活动小结')
  await phone.sees(/^清了三车杂物/)
  await phone.whole('results')
  await phone.taps('周五一起扫楼院')
  await phone.sees('活动小结')
  await phone.whole('activity')
  const { items } = await wang.asks<{ items: { title: string }[] }>('GET', '/v1/messages')
  expect(items.map((m) => m.title)).toContain('活动小结')
})
