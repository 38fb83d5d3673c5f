import { describe, expect } from 'vitest'
import type { Limits } from '../measure'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { Person } from '../kit/person'
import type { Phone } from '../kit/phone'
import { publish } from './bulletin'
import { ELDER, NORMAL } from './limits'

/** Two groups of the simulator, one for each mode: whose it is, who lives there, and its number on the list. */
const MODES = [
  { mode: '普通版', elder: false, limits: NORMAL, worker: 'w1', neighbour: 'r1', place: '01-01 微网格', id: 1 },
  { mode: '长辈版', elder: true, limits: ELDER, worker: 'w2', neighbour: 'r3', place: '01-02 微网格', id: 2 },
]
const named = (place: string) => `${place}邻里群（示例）`

/** Leaves the mini-program, finds the chat and opens its newest card of that title. */
async function opensCard(phone: Phone, place: string, title: string | RegExp) {
  await phone.taps('关闭小程序')
  await phone.taps(named(place))
  await phone.page.getByRole('button', { name: title, exact: typeof title === 'string' }).last().tap()
}

async function sends(phone: Phone, place: string, button: string) {
  await phone.taps(button)
  await phone.taps(`群聊：${named(place)}`)
  await phone.sees('已发送')
}

describe.each(MODES)('$mode', ({ mode, elder, limits, worker, neighbour, place, id }) => {
  journey(`a worker binds his group, a neighbour joins from it in ${mode}`, async ({ product, stage }) => {
    for (const user of [worker, neighbour]) await (await Person.signIn(product, user)).asks('PUT', '/v1/me/elder-mode', { elder_mode: elder })
    const broken: string[] = []
    const looks = (phone: Phone, name: string) => keeps(phone, limits, name, broken)
    const zhang = await stage.phone(worker, 'packages/group/list/list')
    await zhang.sees('未绑定')
    await looks(zhang, 'list')
    await zhang.taps(named(place))
    await zhang.taps('绑定微信群')
    await zhang.taps('开始绑定')
    await sends(zhang, place, '把卡片发到群里')
    await looks(zhang, 'sent')
    await opensCard(zhang, place, '绑定本网格的微信群')
    await zhang.sees('这是您要绑定的群吗？')
    await zhang.sees(named(place))
    await looks(zhang, 'which')

    const wang = await stage.phone(neighbour)
    await opensCard(wang, place, '绑定本网格的微信群') // a neighbour is quicker: there is no group yet
    await wang.sees('没能认出这个微信群')
    await looks(wang, 'not-bound')

    await zhang.taps('是，就是这个群')
    await zhang.sees('已提交，等待确认')
    await looks(zhang, 'done')
    await opensCard(wang, place, '绑定本网格的微信群')
    await wang.sees('这个群还没有确认')
    await looks(wang, 'pending')

    await (await product.staff('leader1')).post(`/v1/groups/${id}/activation`)
    await zhang.taps('回到群的页面')
    await zhang.sees('使用中')
    await looks(zhang, 'detail')
    await zhang.sees(/^这一周没有新的诉求/) // nothing to tell, and no card of it
    await sends(zhang, place, '往群里发一张卡片')

    await opensCard(wang, place, new RegExp(`^${place}：点开加入`))
    await wang.sees('您来自微信群')
    await looks(wang, 'landing')
    await wang.taps('同意并加入')
    await wang.sees('欢迎加入')
    await looks(wang, 'joined')
    await wang.taps('去首页')
    await wang.sees(new RegExp(place))

    const knows = await stage.phone(worker, 'packages/group/list/list')
    await knows.taps('核实居民')
    await knows.taps('确认住在这里')
    await knows.taps('确认')
    await knows.sees('没有等您核实的居民')
    await knows.taps('已核实')
    await knows.sees('取消核实')
    await looks(knows, 'verified')

    const home = await Person.signIn(product, neighbour)
    await home.reports('楼道的灯不亮', 'lamp')
    const lives = (await home.asks<{ home: { micro_grid_id: number } }>('GET', '/v1/me')).home
    await publish(await product.staff('staff1'), 1, { title: '城乡居民医疗保险缴费开始了', audience: { grids: [], micro_grids: [lives.micro_grid_id], tags: [] } }, home)
    const week = await stage.phone(worker, `packages/group/detail/detail?id=${id}`)
    await week.sees('本周微网格')
    await week.sees('城乡居民医疗保险缴费开始了')
    await looks(week, 'week')
    await sends(week, place, '把本周小结发到群里')
    await week.sees(/^今天 .*点过发送，还没有人点开/)
    await opensCard(wang, place, new RegExp(`^${place}本周：新反映 1 件，在办 1 件`))
    await wang.sees('本周微网格')
    await wang.sees('您已在这个微网格')
    await looks(wang, 'week-opened')
    await wang.taps('城乡居民医疗保险缴费开始了')
    await wang.sees('为什么停水')
    const again = await stage.phone(worker, 'packages/group/list/list')
    await again.sees('本周小结 1 人点开')
    await again.taps(named(place))
    await again.sees(/点过发送，群里 1 人点开 1 次/)
    await looks(again, 'week-seen')
    expect(broken, broken.join('\n')).toEqual([])
  })
})

async function keeps(phone: Phone, limits: Limits, name: string, broken: string[]) {
  const found = await measure(phone.page, limits)
  broken.push(...found.map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
  await phone.whole(name)
}
