import { expect } from 'vitest'
import { binds, taps } from '../kit/ceremony'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { Person } from '../kit/person'
import type { Stage } from '../kit/stage'
import { publish } from './bulletin'
import { COMMUNITY } from './furnish'
import { NORMAL } from './limits'
import * as staff from './pages/staff'

interface Door { path: string; scene: number; shareTicket?: string; entry: string }

/** The phone of somebody who has just tapped a card. */
function enters(stage: Stage, user: string, door: Door) {
  const way = new URLSearchParams({ scene: String(door.scene), entry: door.entry, ...(door.shareTicket ? { shareTicket: door.shareTicket } : {}) })
  return stage.phone(user, door.path, false, way)
}

journey('every way into the mini-program ends in a micro-grid, or says that it is unknown', async ({ product, stage }) => {
  stage.rough = true // a notice is not for a guest; its page is under the one that asks him to join
  const broken: string[] = []
  await binds(product, 'w1', 'g1', 1)
  await (await product.staff('leader1')).post('/v1/groups/1/activation')
  const shares = (to: object, ticketed = true) => taps<{ id: number }>(product, 'w1', 'share', { ...to, card: { title: '点开加入', path: 'packages/group/landing/landing?g=1', ticketed } })
  const opens = (user: string, card: { id: number }) => taps<Door>(product, user, 'open_card', { id: card.id })
  const finds = async (name: string, user: string, door: Door, text: string) => {
    const phone = await enters(stage, user, door)
    await phone.sees(text)
    broken.push(...(await measure(phone.page, NORMAL)).map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
    await phone.whole(name)
    return phone
  }
  const [card, plain, passed] = [await shares({ group: 'g1' }), await shares({ group: 'g1' }, false), await shares({ to: 'r2' })]

  await product.clients({ cold_miss: true })
  await stage.dismiss(await finds('cold', 'r1', await opens('r1', card), '您来自微信群'))
  await product.clients({ cold_miss: false })

  await product.clients({ old_client: true, watermark: false })
  for (const spelling of ['opengid', 'openGId']) {
    await product.clients({ spelling })
    await stage.dismiss(await finds(`old-${spelling}`, 'r1', await opens('r1', card), '您来自微信群'))
  }
  await stage.dismiss(await finds('old-without-a-ticket', 'r1', await opens('r1', plain), '没能认出您来自哪个群'))
  await product.clients({ old_client: false, watermark: true, spelling: '' })

  const home = await Person.signIn(product, 'r3')
  await home.settles(COMMUNITY)
  const notice = await publish(await product.staff('staff1'), 1, {}, home)
  const shared = await taps<{ id: number }>(product, 'w1', 'share', { group: 'g1', card: { title: '停水通知', path: `packages/notice/detail/detail?id=${notice}`, ticketed: true } })
  const wang = await finds('any-card', 'r1', await opens('r1', shared), '您来自微信群')
  await wang.taps('同意并加入')
  await wang.taps('看刚才的内容')
  await wang.sees('为什么停水')
  await stage.dismiss(wang)

  await stage.dismiss(await finds('outside', 'r3', await opens('r3', await shares({ group: 'g3' })), '没能认出这个微信群'))

  const door = await opens('r1', card)
  await product.member('g1', 'r1', false) // 65206
  await stage.dismiss(await finds('left', 'r1', door, '您已不在那个微信群里'))

  const li = await finds('passed-on', 'r2', await opens('r2', passed), '没能认出您来自哪个群')
  await li.taps('我不清楚，先不选')
  await li.sees(/^网格还没确定/)
  await li.whole('unknown')

  const gone = await opens('w1', card)
  await product.member('g1', 'w1', false)
  await stage.dismiss(await finds('worker-left', 'w1', gone, '您已不在那个微信群里'))
  const zhang = await stage.phone('w1', 'packages/group/detail/detail?id=1')
  await zhang.sees('已暂停')
  await zhang.sees('重新绑定')
  expect(await zhang.shows('往群里发一张卡片')).toBe(false)
  await zhang.whole('suspended')
  const desk = await stage.desk('staff1')
  await staff.signsIn(desk, 'staff1', product.password)
  await staff.turnsTo(desk, '微信群')
  await desk.sees(/^0 \/ 123 个使用中/)
  await desk.shot('board-123')
  await desk.taps('群外打开')
  await desk.sees('1 人，1 次')
  await desk.shot('leak')
  await desk.taps('本周小结')
  await desk.taps('全部重新生成')
  await desk.sees('已按现在的情况重做，共 123 个群')
  await desk.shot('digests-123')
  expect(broken, broken.join('\n')).toEqual([])
})
