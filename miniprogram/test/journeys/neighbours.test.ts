import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { until } from '../kit/place'
import { COMMUNITY, passed } from './furnish'
import { nothingIsLost } from './story'

const WORDS = '2 号楼西侧的路灯不亮了'
const MINE = '西侧路灯坏了，晚上看不见路'
const ANSWER = '11 月 26 日已换好灯泡'

journey('what a neighbour reported already is joined, and whoever joined is told the answer', async ({ stage, product }) => {
  const [wang, zhang, li] = await Promise.all(['r1', 'w1', 'r2'].map((u) => Person.signIn(product, u))) as [Person, Person, Person]
  await wang.settles(COMMUNITY)
  await li.settles(COMMUNITY)
  const issue = await wang.reports(WORDS, 'lamp')
  await passed(wang, issue)

  const phone = await stage.phone('r2', 'packages/issue/report/report')
  await phone.writes('内容', MINE)
  await phone.sees('附近可能已有人反映')
  await phone.taps('提交')
  await phone.sees('都不是，继续提交')
  await phone.sees(WORDS)
  await phone.shot('alike')
  await phone.taps('我也遇到')
  await phone.allows()
  await phone.sees('办理情况')
  await phone.sees('不再跟进')
  await phone.sees('2 人遇到')
  await phone.shot('joined')
  await phone.taps('返回')
  await phone.sees('您已加入')
  expect(await phone.page.getByLabel('内容').and(phone.page.locator('textarea')).inputValue()).toBe(MINE)

  await zhang.takes(issue, 'accept')
  await zhang.takes(issue, 'answer', { outcome: 'solved', text: ANSWER })
  await phone.notice('诉求答复通知')
  await phone.sees(ANSWER)
  await phone.shot('answered')
  await until('its messages to be read', async () => (await li.asks<{ unread: number }>('GET', '/v1/home')).unread === 0)

  const list = await stage.phone('r2', 'pages/issues/issues')
  await list.taps('我也遇到')
  await list.taps(WORDS)
  await list.taps('不再跟进')
  await list.sees('不再跟进这件事？')
  await list.shot('leave')
  await list.page.getByRole('dialog').getByRole('button', { name: '不再跟进' }).tap()
  await list.sees('您还没有加入过')
  await nothingIsLost(stage)
})

journey('what is not the same is filed all the same', async ({ stage, product }) => {
  const [wang, li] = await Promise.all(['r1', 'r2'].map((u) => Person.signIn(product, u))) as [Person, Person]
  await wang.settles(COMMUNITY)
  await li.settles(COMMUNITY)
  await passed(wang, await wang.reports('垃圾桶满了没人收', 'clean'))
  const phone = await stage.phone('r2', 'packages/issue/report/report')
  await phone.writes('内容', '花坛里有很多垃圾和积水')
  await phone.sees('附近可能已有人反映')
  await phone.taps('都不是，继续提交')
  await phone.allows()
  await phone.sees('办理情况')
  await phone.sees('花坛里有很多垃圾和积水')
})
