import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { until } from '../kit/place'
import { began } from './activities'
import { COMMUNITY } from './furnish'

interface Served { items: { minutes: number; history: { kind: string; minutes: number; counts: boolean }[] }[] }
interface Attendance { people: { arrived_at: string | null; left_at: string | null }[] }

journey('on the day: a code, a scan without a connection, hours, and a dispute that a second person decides', async ({ stage, product }) => {
  const [wang, zhou, zhang] = await Promise.all(['r1', 'r3', 'w1'].map((u) => Person.signIn(product, u))) as [Person, Person, Person]
  for (const p of [wang, zhou]) await p.settles(COMMUNITY)
  await zhang.agrees()
  const { activity, signups: [, other] } = await began(zhang, [wang, zhou], '周五一起扫楼院')

  const organiser = await stage.phone('w1', `packages/activity/attend/attend?id=${activity.id}`)
  await organiser.sees('来了 0 人，共 2 人')
  await organiser.whole('code of the day')
  const code = (await organiser.page.getByText(/^\d{4} \d{4}$/).innerText()).replace(' ', '')

  const phone = await stage.phone('r1', `packages/activity/detail/detail?id=${activity.id}`)
  await phone.taps('签到、签退')
  await phone.sees('或者，请组织者扫这个码')
  await phone.whole('checking in')
  await phone.writes('签到码', '12345678')
  await phone.taps('我来了，签到')
  await phone.sees(/^签到码不对或已过期/)
  stage.rough = true // the browser complains of the refused code, and of the lost connection below
  await phone.writes('签到码', code)
  await phone.taps('我来了，签到')
  await phone.sees(/^\d\d:\d\d 签到$/)
  await phone.shot('came')

  const { pass } = await zhou.asks<{ pass: string }>('GET', `/v1/signups/${other}/pass`)
  await organiser.page.route(`${product.api}/**`, (route) => route.abort())
  const scans = async () => {
    await organiser.taps(/^扫码签/)
    await organiser.writes('二维码内容', pass)
    await organiser.taps('识别')
  }
  await scans()
  await organiser.sees('1 条还没传上去，有网时会自动传')
  await organiser.sees(/^\d\d:\d\d 到$/)
  await organiser.shot('offline')
  await scans() // the same phone twice
  await organiser.sees('1 条还没传上去，有网时会自动传')
  await organiser.page.unrouteAll()
  await organiser.taps('现在传')
  await organiser.misses(/条还没传上去/)
  await organiser.sees('来了 2 人，共 2 人')
  await organiser.taps('签退')
  await scans()
  await until('the going to arrive', async () => (await zhang.asks<Attendance>('GET', `/v1/activities/${activity.id}/attendance`)).people.filter((p) => p.left_at).length === 1)
  await organiser.whole('attendance')
  await organiser.taps(/^补时长/)
  await organiser.writes('实际服务了几小时', '25')
  await organiser.taps('提交')
  await organiser.sees('请写 0 到 24 之间的小时数')
  await organiser.whole('hours stated')
  await organiser.taps(/^补时长/) // the same word closes it
  const { items: [served] } = await zhou.asks<Served>('GET', '/v1/hours')
  expect(served!.history.filter((h) => h.kind === 'measured')).toHaveLength(1)

  await phone.writes('签到码', (await organiser.page.getByText(/^\d{4} \d{4}$/).innerText()).replace(' ', ''))
  await phone.taps('我走了，签退')
  await phone.sees(/^\d\d:\d\d 签退$/)
  const mine = await stage.phone('r1', 'packages/activity/hours/hours')
  await mine.sees('0 小时')
  await mine.taps('时长不对？申请更正')
  await mine.taps('提交')
  await mine.sees('请写 0 到 24 之间的小时数')
  await mine.writes('实际服务了几小时', '1.5')
  await mine.writes('怎么回事', '来得早，帮着搬了工具')
  await mine.whole('disputing')
  await mine.taps('提交')
  await mine.sees('改为 1.5 小时，等另一位同志核定')
  await mine.whole('waits')
  const { items } = await zhang.asks<{ items: { id: number; may_decide: boolean }[] }>('GET', `/v1/staff/hours?community=${activity.where.community_id}`)
  await zhang.asks('POST', `/v1/hours/${items[0]!.id}/decision`, { accept: true })
  await mine.page.reload()
  await mine.sees('1.5 小时')
  await mine.sees('以此为准')
  await mine.whole('decided')
})
