import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { Person } from '../kit/person'
import { until } from '../kit/place'
import { publish, WATER } from './bulletin'
import { COMMUNITY } from './furnish'
import { DESK, ELDER, NORMAL } from './limits'
import * as staffed from './pages/staff'

const MANY = 120
const LONG = '关于王家屯社区（示例）二〇二六年冬季供暖、管道检修、用电安全和独居老人走访安排的通知（含各楼栋时间）'
const PARAGRAPH = '<p>为了让大家安稳过冬，社区联合供热公司对所有楼栋的管道、阀门和暖气片做一次全面检修。检修期间请家中留人，老人和行动不便的居民可以打电话请网格员陪同；家里没有人的，请提前约好时间。</p>'
const TABLE = `<table><tr><th>楼栋</th><th>检修时间</th><th>联系人和电话</th></tr>${Array.from({ length: 12 }, (_, i) => `<tr><td>松园小区 ${i + 1} 号楼</td><td>12 月 ${i + 1} 日 8:00–12:00</td><td>张师傅 0451-8888${String(i).padStart(4, '0')}</td></tr>`).join('')}</table>`
const html = `<h2>一、检修安排</h2>${PARAGRAPH.repeat(6)}${TABLE}<h2>二、注意事项</h2><ol>${'<li>请提前清理暖气片前的杂物，给师傅留出半米的地方</li>'.repeat(8)}</ol>`

journey('hundreds of notices with long words keep their measures, on phones in both modes and on the desk', async ({ stage, product }) => {
  const [wang, zhang] = await Promise.all(['r1', 'w1'].map((u) => Person.signIn(product, u))) as [Person, Person]
  await wang.settles(COMMUNITY)
  await zhang.agrees()
  const { items } = await wang.asks<{ items: { id: number; name: string }[] }>('GET', '/v1/communities')
  const community = items.find((c) => c.name === COMMUNITY)!.id
  const staff = await product.staff('staff1')
  for (let i = 1; i < MANY; i++) await staff.post('/v1/staff/notices', { community_id: community, ...WATER, title: `第${i}号通知：${LONG}`.slice(0, 60), html })
  const drafts: { id: number; version: number }[] = []
  for (let next = ''; drafts.length < MANY - 1;) {
    const page = await staff.get<{ items: { id: number; version: number }[]; next?: string }>(`/v1/staff/notices?community=${community}&limit=100${next && `&cursor=${next}`}`)
    drafts.push(...page.items)
    next = page.next ?? ''
  }
  for (const { id, version } of drafts) await staff.post(`/v1/staff/notices/${id}/steps`, { step: 'submit', version })
  const last = await publish(staff, community, { title: LONG, html }, wang)
  await staff.post(`/v1/staff/notices/${last}/faqs`, { question: '家里没有人的时候，能不能请邻居代为开门，或者换一个周末的时间再来检修？'.repeat(2), answer: '可以。请提前一天告诉网格员，换到周六或周日。'.repeat(8) })
  await wang.asks('POST', `/v1/notices/${last}/questions`, { text: '我家暖气片前面有一个很重的柜子，一个人搬不动，能不能请志愿者来帮忙？'.repeat(3) })
  await until('all to arrive', async () => (await wang.asks<{ unread: number }>('GET', '/v1/notices')).unread === MANY, 60_000)

  const broken: string[] = []
  for (const [mode, elder, limits] of [['普通版', false, NORMAL], ['长辈版', true, ELDER]] as const) {
    for (const p of [wang, zhang]) await p.asks('PUT', '/v1/me/elder-mode', { elder_mode: elder })
    for (const [who, path, sees] of [['r1', 'packages/notice/list/list', LONG], ['r1', `packages/notice/detail/detail?id=${last}`, '常见问题'], ['r1', 'packages/account/tags/tags', '老年人'], ['r1', 'packages/message/inbox/inbox', LONG],
      ['w1', 'packages/notice/tell/tell', '已告知'], ['w1', 'packages/notice/questions/questions', '答复']] as const) {
      const phone = await stage.phone(who, path)
      await phone.sees(sees)
      if (path.includes('tell')) await phone.taps('已告知')
      broken.push(...(await measure(phone.page, limits)).map((b) => `${mode} ${path}: “${b.what}” ${b.rule} ${b.figure}`))
      await phone.shot(`${mode}-${path.split('/').at(-2)}`)
      await phone.whole(`${mode}-${path.split('/').at(-2)}-whole`)
      await stage.dismiss(phone)
    }
  }

  const desk = await stage.desk('staff1')
  await staffed.signsIn(desk, 'staff1', product.password)
  const looks = async (name: string) => {
    broken.push(...(await measure(desk.page, DESK)).map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
    await desk.shot(name)
  }
  await staffed.turnsTo(desk, '通知')
  await desk.sees(LONG)
  await looks('list')
  await desk.taps('加载更多')
  await desk.writes('搜标题或内容', '第77号通知')
  await desk.sees(/^第77号通知/)
  await desk.misses(LONG)
  await looks('found')
  await desk.page.goto(`${product.api}/admin/notices/${last}`)
  await desk.sees('居民提问')
  await looks('notice')
  await desk.page.goto(`${product.api}/admin/notices/${last}/correct`)
  await desk.sees('发布更正')
  await looks('correct')
  await desk.page.goto(`${product.api}/admin/notices/questions`)
  await desk.sees(/^我家暖气片/)
  await looks('questions')
  await desk.page.goto(`${product.api}/admin/notices/new`)
  await desk.sees(/^共 \d+ 人$/)
  await looks('new')
  expect(broken, broken.join('\n')).toEqual([])
})
