import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
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
