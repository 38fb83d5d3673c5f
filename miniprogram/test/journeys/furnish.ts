import { Person, type Issue } from '../kit/person'
import { until } from '../kit/place'
import { began, crowd, hold, holdFair, weekly, type Activity } from './activities'
import type { Product } from '../kit/product'
import { correct, publish, withdraw } from './bulletin'

/** What there is to be seen: matters in several states, with long words. */
export interface World { filed: Issue; asked: Issue; answered: Issue; solved: Issue; behalf: Issue; doing: Issue; shared: Issue; community: number; compound: number; notice: number; clean: Activity; off: Activity; day: Activity; fair: Activity; full: Activity; series: number; signup: number; care: number; withdrawn: number }

const LONG = '我家楼下 1 号楼东侧自行车棚旁边那盏路灯已经有一个多星期不亮了，晚上老人下楼看不清台阶，前天差点摔倒，请尽快派人来看看，谢谢。'
export const COMMUNITY = '王家屯社区（示例）'

/** Waits until WeChat let the words and the photos of an issue pass. */
export async function passed(by: Person, { id }: Issue) {
  await until(`issue ${id} to pass`, async () => {
    const now = await by.asks<{ moderation: string; photos: { moderation: string }[]; after_photos: { moderation: string }[] }>('GET', `/v1/issues/${id}`)
    return now.moderation === 'pass' && [...now.photos, ...now.after_photos].every((p) => p.moderation === 'pass')
  })
}

/** A matter that neighbours see solved, before and after. */
async function solve(wang: Person, zhang: Person): Promise<Issue> {
  const issue = await wang.reports('健身器材的螺丝松了，一晃就响', 'lamp')
  await zhang.takes(issue, 'accept')
  await zhang.takes(issue, 'answer', { outcome: 'solved', text: '11 月 25 日上午已紧固，可以放心用。', attachments: [await zhang.photo()] })
  await passed(wang, issue)
  return wang.takes(issue, 'rate', { resolved: true, grade: 5 })
}

/** A matter of somebody without a phone, answered and not yet told. */
async function represent(zhang: Person): Promise<Issue> {
  const issue = await zhang.reports('想请人帮忙换一下厨房的灯管', 'care', { on_behalf: { name: '李桂兰', phone: '13800005678' } })
  await zhang.takes(issue, 'accept')
  return zhang.takes(issue, 'answer', { outcome: 'solved', text: '11 月 25 日下午已上门换好。' })
}

/** A matter with two tasks: a colleague has one, an outside body the other. */
async function share(wang: Person, zhang: Person): Promise<Issue> {
  const issue = await wang.reports('3 单元楼道里的线盒盖子掉了，电线露在外面', 'lamp')
  await zhang.takes(issue, 'accept')
  const { items } = await zhang.asks<{ items: { account_id?: number; body_id?: number; due_at: string }[] }>('GET', `/v1/issues/${issue.id}/helpers`)
  const [outside, colleague] = [items.find((h) => h.body_id)!, items.find((h) => h.account_id)!]
  await zhang.takes(issue, 'give_task', { body_id: outside.body_id, until: outside.due_at, text: '请更换线盒盖子，并检查整栋楼的线盒' })
  return zhang.takes(issue, 'give_task', { target_account_id: colleague.account_id, until: colleague.due_at, text: '请到现场围挡，先别让孩子靠近' })
}

/** A notice with everything on it, and one that holds no more. */
async function notices(product: Product, community: number, wang: Person) {
  const staff = await product.staff('staff1')
  const withdrawn = await publish(staff, community, { title: '本周六义诊' }, wang)
  await withdraw(staff, withdrawn, '医院改期，另行通知。')
  const notice = await publish(staff, community, {}, wang)
  await correct(staff, notice, '停水从 8 点改为 9 点开始')
  await wang.asks('POST', `/v1/notices/${notice}/questions`, { text: '楼上的水箱也停吗？' })
  await staff.post(`/v1/staff/notices/${notice}/faqs`, { question: '停水期间哪里可以打水？', answer: '小区东门有送水车，8 点到 18 点都在。' })
  return { notice, withdrawn }
}

/** An activity with a full shift and an open one, in which a family has a place and waits; and one that was called off. Nobody can be at two at once, so each mode has its hours. */
async function activities(wang: Person, zhang: Person, elder: boolean): Promise<[Activity, Activity]> {
  const clean = await hold(zhang, '周五大扫除：一起把楼门口、自行车棚和小花园打扫干净', [1, 20], elder ? 28 : 24)
  const child = await wang.asks<{ id: number }>('POST', '/v1/family', { relation: 'child', name: '小明', born: 2016, consent: true })
  for (const person of [0, child.id]) await wang.asks('POST', `/v1/shifts/${clean.shifts[0]!.id}/signups`, { person_id: person })
  const off = await hold(zhang, '楼院义剪', [5])
  await zhang.asks('POST', `/v1/activities/${off.id}/cancellation`, { reason: '理发师傅临时有事' })
  return [clean, off]
}

/** Fills a product with what the walk looks at; `elder` is the mode of all who walk. */
export async function furnish(product: Product, elder: boolean): Promise<World> {
  const [wang, zhang, newcomer, zhou] = await Promise.all(['r1', 'w1', 'r2', 'r3'].map((u) => Person.signIn(product, u))) as [Person, Person, Person, Person]
  for (const p of [wang, zhang, newcomer, zhou]) await p.asks('PUT', '/v1/me/elder-mode', { elder_mode: elder })
  await wang.settles(COMMUNITY)
  await zhou.settles(COMMUNITY)
  await zhang.agrees()
  const solved = await solve(wang, zhang)
  const behalf = await represent(zhang)
  const shared = await share(wang, zhang)
  const filed = await wang.reports(LONG, 'lamp')
  const asked = await wang.reports('楼道里堆了很多纸箱', 'stack')
  const answered = await wang.reports('垃圾桶满了三天没有人收', 'clean')
  const doing = await wang.reports('楼门口的地砖松了，下雨天一踩就溅水', 'parking')
  for (const issue of [asked, answered, doing]) await zhang.takes(issue, 'accept')
  await zhang.takes(asked, 'ask', { text: '请问在几单元几层？方便的话请再拍一张照片，我下午过去看。' })
  await zhang.takes(answered, 'answer', { outcome: 'solved', text: '已经联系保洁，今天 16:00 前清运。以后每天早晚各收一次，有问题请随时找我。' })
  await passed(wang, filed)
  await zhou.asks('POST', `/v1/issues/${filed.id}/followers`)
  const [clean, off] = await activities(wang, zhang, elder)
  const fair = await holdFair(zhang)
  const { activity: day, signups: [signup] } = await began(zhang, [wang], '今天一起扫楼院', 5000)
  const full = await crowd(zhang, elder)
  const { id: series } = await weekly(zhang, '每周读书会', new Date(Date.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 10))
  const care = (await wang.asks<{ id: number }>('POST', '/v1/care-orders', { kind: 'medicine', name: '李奶奶', door: '松园小区 1 号楼 3 单元 301 室（门铃坏了，请敲门）', text: '降压药一盒，医保卡在老人手里，药店在小区东门出去左手第二家', wanted_at: new Date(Date.now() + 24 * 3_600_000).toISOString() })).id
  const { items } = await wang.asks<{ items: { id: number; name: string }[] }>('GET', '/v1/communities')
  const community = items.find((c) => c.name === COMMUNITY)!.id
  const compounds = await wang.asks<{ items: { id: number }[] }>('GET', `/v1/communities/${community}/compounds`)
  const notice = await notices(product, community, wang)
  return { ...notice, filed, asked, answered, solved, behalf, doing, shared, clean, off, fair, day, full, series, signup: signup!, care, community, compound: compounds.items[0]!.id }
}
