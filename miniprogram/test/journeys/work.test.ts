import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import type { Phone } from '../kit/phone'

const COMMUNITY = '王家屯社区（示例）'
const WORDS = '健身器材的螺丝松了'
const WHY = '器材在您那一片，请帮忙看看'
const ANSWER = '12 月 1 日上午已紧固，可以放心用'

/** Opens the workers' page. */
async function toWork(phone: Phone) {
  await phone.sees('首页')
  await phone.taps('工作台')
  await phone.sees(/^要办的/)
}

journey('a matter goes from one worker to the next, and the resident says how it went', async ({ stage, product }) => {
  const wang = await Person.signIn(product, 'r1')
  await wang.settles(COMMUNITY)
  await wang.reports(WORDS, 'lamp')

  const zhang = await stage.phone('w1')
  await toWork(zhang)
  await zhang.sees(WORDS)
  await zhang.shot('list')
  await zhang.taps('受理')
  await zhang.sees('开始办理')
  await zhang.taps(WORDS)
  await zhang.sees('办理经过')
  await zhang.taps('更多')
  await zhang.taps('转办')
  await zhang.taps('选一个人')
  await zhang.taps(/^刘海涛/)
  await zhang.writes('为什么请他接办', WHY)
  await zhang.shot('transfer')
  await zhang.taps('提交')
  await zhang.sees(/已请刘海涛.*接办/)

  const liu = await stage.phone('w2')
  await liu.sees('首页')
  await liu.taps('我的')
  await liu.taps(/^消息/)
  await liu.taps(/想请您接办/)
  await liu.sees(WHY)
  await liu.shot('offered')
  await liu.taps('接收转办')
  await liu.sees(/您正在办理/)
  await liu.taps('答复')
  await liu.taps('已经解决')
  await liu.writes('答复内容', '我们会尽快处理')
  await liu.sees(/居民不知道是哪一天/)
  await liu.writes('答复内容', ANSWER)
  await liu.taps('提交')
  await liu.sees('已答复')

  const resident = await stage.phone('r1', 'packages/message/inbox/inbox')
  await resident.taps(/您的诉求已办好/)
  await resident.sees(ANSWER)
  await resident.taps('评价')
  await resident.taps('提交')
  await resident.sees('还有几处没填，请看红字')
  await resident.taps('解决了')
  await resident.taps('非常满意')
  await resident.shot('judgement')
  await resident.taps('提交')
  await resident.sees(/居民评价：非常满意/)
  await resident.shot('judged')

  const staff = await product.staff('staff1')
  const { items } = await staff.get<{ items: { state: string; outcome: string; owner: { name: string } }[] }>('/v1/issues?scope=work')
  expect(items).toMatchObject([{ state: 'closed', outcome: 'solved', owner: { name: '刘海涛（示例）' } }])
})
