import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import * as staffed from './pages/staff'
import { publish, WATER } from './bulletin'
import { COMMUNITY } from './furnish'

const ASKED = '楼上的水箱也停吗？'

journey('a notice reaches a resident, who reads it, says that he knows and asks; the staff see the receipt', async ({ stage, product }) => {
  const wang = await Person.signIn(product, 'r1')
  await wang.settles(COMMUNITY)
  const { items } = await wang.asks<{ items: { id: number; name: string }[] }>('GET', '/v1/communities')
  const staff = await product.staff('staff1')
  const id = await publish(staff, items.find((c) => c.name === COMMUNITY)!.id, {}, wang)
  const counts = async () => (await staff.get<{ total: { targeted: number; read: number; confirmed: number; unreached: number } }>(`/v1/staff/notices/${id}/receipts`)).total
  expect(await counts()).toMatchObject({ targeted: 1, read: 0, confirmed: 0, unreached: 1 })

  const phone = await stage.phone('r1')
  await phone.sees('社区通知')
  await phone.shot('home')
  await phone.taps(WATER.title)
  await phone.sees(/自来水公司网站（water\.example\.cn/)
  await phone.shot('page')
  await phone.taps('我已知晓')
  await phone.allows()
  await phone.sees(/点了已知晓/)
  await phone.taps('我要问')
  await phone.writes('写下您想问的', ASKED)
  await phone.taps('提交')
  await phone.sees('我问的')
  await phone.sees(ASKED)
  await phone.sees(/前答复您$/)
  await phone.whole('asked')
  expect(await counts()).toMatchObject({ targeted: 1, confirmed: 1, unreached: 0 })
})

journey('the staff write a notice and send it, and see that it was confirmed', async ({ stage, product }) => {
  const zhou = await Person.signIn(product, 'r3')
  await zhou.settles(COMMUNITY)
  const desk = await stage.desk('staff1')
  await staffed.signsIn(desk, 'staff1', product.password)
  await staffed.turnsTo(desk, '通知')
  await desk.taps('写通知')
  await desk.sees('保存草稿')
  await desk.writes('标题', '周三上门查燃气')
  await desk.page.getByLabel('分类').click()
  await desk.taps('便民服务')
  await staffed.types(desk, '周三 9:00 至 17:00，请留人在家')
  await desk.writes(/^来源/, '燃气公司（示例）')
  await desk.sees(/^共 \d+ 人$/)
  await desk.sees('社区通知提醒')
  await desk.shot('editor')
  await desk.taps('保存草稿')
  await desk.sees('草稿')
  await desk.taps('发送')
  await desk.sees('发送给选定的居民？')
  await desk.page.getByRole('dialog').getByRole('button', { name: '发送', exact: true }).click()
  await desk.sees('已发送')
  await desk.shot('sent')

  const phone = await stage.phone('r3')
  await phone.taps('周三上门查燃气')
  await phone.sees('周三 9:00 至 17:00，请留人在家')
  await phone.taps('我已知晓')
  await phone.allows()
  await phone.sees(/点了已知晓/)
  await desk.sees('已知晓 1')
  await desk.shot('receipt')
  await staffed.turnsTo(desk, '通知')
  await desk.sees(/^\d \/ \d 人$/)
  await desk.shot('list')
})

journey('the worker tells somebody whom a notice did not reach, and answers a question for all', async ({ stage, product }) => {
  const [wang, zhou] = await Promise.all(['r1', 'r3'].map((u) => Person.signIn(product, u))) as [Person, Person]
  for (const p of [wang, zhou]) await p.settles(COMMUNITY)
  const { items } = await wang.asks<{ items: { id: number; name: string }[] }>('GET', '/v1/communities')
  const staff = await product.staff('staff1')
  const id = await publish(staff, items.find((c) => c.name === COMMUNITY)!.id, { title: '明天查电表' }, zhou)
  await wang.asks('POST', `/v1/notices/${id}/read`)
  await wang.asks('POST', `/v1/notices/${id}/questions`, { text: '几点来？' })

  const zhang = await stage.phone('w1', 'packages/notice/tell/tell')
  await zhang.sees('明天查电表')
  await zhang.shot('to-tell')
  await zhang.taps('已告知')
  await zhang.taps(/^上门说的/)
  await zhang.misses('明天查电表')
  expect((await staff.get<{ total: object }>(`/v1/staff/notices/${id}/receipts`)).total).toMatchObject({ told: 1, unreached: 0 })

  const answers = await stage.phone('w1', 'packages/notice/questions/questions')
  await answers.sees('几点来？')
  await answers.taps(/^答复$/)
  await answers.writes('写下答复', '上午九点到十一点')
  await answers.page.getByRole('switch').tap()
  await answers.shot('answering')
  await answers.taps('提交')
  await answers.misses('几点来？')
  const phone = await stage.phone('r1', `packages/notice/detail/detail?id=${id}`)
  await phone.sees('常见问题')
  await phone.sees('上午九点到十一点')
  await phone.whole('answered')
})
