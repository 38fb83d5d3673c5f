import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { COMMUNITY } from './furnish'

journey('help at home: ordered for grandmother, claimed by a neighbour, done, confirmed by whoever ordered', async ({ stage, product }) => {
  const [wang, zhou, zhang] = await Promise.all(['r1', 'r3', 'w1'].map((u) => Person.signIn(product, u))) as [Person, Person, Person]
  for (const p of [wang, zhou]) await p.settles(COMMUNITY)
  const { id } = await zhou.asks<{ id: number }>('GET', '/v1/me')
  await zhang.asks('PUT', `/v1/residents/${id}/verified`, { verified: true })

  const helper = await stage.phone('r3', 'packages/activity/cares/cares')
  await helper.taps('我愿意帮忙')
  await helper.sees(/^选您愿意帮的事/)
  await helper.taps('买药送医')
  await helper.whole('offers')
  await helper.taps('保存')
  await helper.allows()
  await helper.sees('您愿意帮：买药送医')

  const phone = await stage.phone('r1', 'packages/activity/week/week')
  await phone.taps('敲门关爱')
  await phone.sees('还没有关爱单')
  await phone.taps('请人帮忙')
  await phone.taps('买药送医')
  await phone.taps('明天')
  await phone.writes('怎么称呼', '李奶奶')
  await phone.writes('门牌', '1 号楼 3 单元 301')
  await phone.writes('具体说说', '降压药一盒')
  await phone.whole('orders')
  await phone.page.getByRole('button', { name: '请人帮忙' }).last().tap()
  await phone.allows()
  await phone.sees('正在找人')
  await phone.whole('ordered')

  const { items: [order] } = await wang.asks<{ items: { id: number }[] }>('GET', '/v1/care-orders')
  const worker = await stage.phone('w1', `packages/activity/care/care?id=${order!.id}`)
  await worker.taps('看看能请谁')
  await worker.sees('请他去')
  await worker.whole('whom to ask')

  await helper.page.reload()
  await helper.sees('附近需要帮忙')
  expect(await helper.shows(/李奶奶/)).toBe(false) // who is helped, and where, he learns when he claims it
  await helper.taps('买药送医')
  await helper.sees('认领以后才看得到名字和门牌')
  await helper.whole('asked')
  await helper.taps('我去帮')
  await helper.taps('好的')
  await helper.sees('1 号楼 3 单元 301')
  await helper.whole('claimed')
  await helper.taps('已经办好')
  await helper.taps('好的')
  await helper.sees('说已办好，请确认')

  await phone.page.reload() // at the page where it began
  await phone.taps('敲门关爱')
  await phone.sees('说已办好，请确认')
  await phone.taps('买药送医')
  await phone.taps('确认办好了')
  await phone.shot('confirming')
  await phone.taps('好的')
  await phone.sees('已办好')
  await phone.whole('confirmed')
})
