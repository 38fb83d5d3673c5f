import { join } from 'node:path'
import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { root, until } from '../kit/place'
import type { Window } from '../kit/window'
import { step, write } from './bulletin'
import { COMMUNITY } from './furnish'
import * as staffed from './pages/staff'

const TITLE = '高龄补贴从下月起提高'

/** A wall clock's next minute but one, as a field for a time takes it. */
function nextMinute(): string {
  const at = new Date(Date.now() + 90_000)
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T')
}

journey('a notice with a picture and a table is approved by a second person, sent at its time, corrected with a mark and withdrawn', async ({ stage, product }) => {
  const wang = await Person.signIn(product, 'r1')
  await wang.settles(COMMUNITY)
  const desk = await stage.desk('staff1')
  await staffed.signsIn(desk, 'staff1', product.password)
  await staffed.turnsTo(desk, '通知')
  await desk.taps('写通知')
  await desk.sees('保存草稿')
  await desk.writes('标题', TITLE)
  await desk.page.getByLabel('分类').click()
  await desk.taps('惠民政策')
  await desk.sees('需要另一位同志审核后才能发送')
  await staffed.types(desk, '满八十岁的居民，每月多领五十元。')
  await desk.page.getByLabel('选择图片').setInputFiles(join(root, 'docs/img/phones.png'))
  await desk.page.getByRole('textbox', { name: '正文' }).locator('img').waitFor()
  await desk.taps('表格')
  for (const cell of ['年龄', '每月', '怎么领', '80 岁', '100 元', '打到社保卡']) {
    await desk.page.keyboard.type(cell)
    await desk.page.keyboard.press('Tab')
  }
  await desk.page.getByLabel('添加附件').setInputFiles({ name: '补贴办法.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 x') })
  await desk.sees('补贴办法.pdf')
  await desk.sees(/^共 \d+ 人$/)
  await desk.sees('社区通知提醒')
  await desk.shot('editor')
  await desk.taps('保存草稿')
  await desk.taps('提交审核')
  await desk.sees('提交给另一位同志审核？')
  await desk.page.getByRole('dialog').getByText('定时发送').click()
  await desk.writes('发送时间', nextMinute())
  await desk.shot('timed')
  await desk.page.getByRole('dialog').getByRole('button', { name: '提交审核' }).click()
  await desk.sees('等另一位同志审核。自己写的通知不能由自己审核。')
  expect(await desk.shows('审核通过')).toBe(false)

  const second = await stage.desk('admin')
  await staffed.signsIn(second, 'admin', product.password)
  await second.page.getByLabel('有 1 件等您处理').waitFor() // the menu says it wherever he is
  await staffed.turnsTo(second, '通知')
  await second.taps('待我审核 1')
  await second.shot('waits-for-me')
  await second.taps(TITLE)
  await second.sees('请看过内容、发送对象和微信消息的样子，再审核或退回。')
  await second.shot('to-approve')
  await second.taps('审核通过')
  await second.page.getByRole('dialog').getByRole('button', { name: '审核通过' }).click()
  await second.sees('定时发送')
  await second.page.getByLabel('有 1 件等您处理').waitFor({ state: 'hidden' })
  await until('the notice to be sent at its time', async () => (await wang.asks<{ items: { title: string }[] }>('GET', '/v1/notices')).items.some((n) => n.title === TITLE), 180_000)

  const phone = await stage.phone('r1')
  await phone.taps(TITLE)
  await phone.sees('打到社保卡')
  await phone.sees('补贴办法.pdf')
  const drawn = () => phone.page.locator('main img').evaluateAll((list) => list.filter((i) => (i as HTMLImageElement).naturalWidth > 100).length)
  await until('the picture to be drawn', async () => await drawn() === 1)
  await phone.whole('read')
  await phone.taps('我要问')
  await phone.writes('写下您想问的', '我爸八十一了，要自己去办吗？')
  await phone.taps('提交')
  await phone.sees(/前答复您$/)

  await staffed.turnsTo(desk, '通知')
  await desk.taps('居民提问')
  await desk.sees('我爸八十一了，要自己去办吗？')
  await desk.sees(/前答复 剩 /)
  await desk.page.getByRole('button', { name: '答复', exact: true }).click()
  await desk.writes('答复内容', '不用。社区统一报送，下月起直接到卡。')
  await desk.page.getByRole('dialog').getByText(/^同时放进常见问答/).click()
  await desk.writes('显示给大家的问题', '要自己去办吗？')
  await desk.shot('answering')
  await desk.taps('发送答复')
  await desk.sees('没有等待答复的提问')
  await phone.page.reload()
  await phone.taps(TITLE)
  await phone.sees('常见问题')
  await phone.sees('要自己去办吗？')
  await phone.whole('answered')
  await staffed.turnsTo(desk, '通知')
  await desk.taps(TITLE)
  await desk.sees('居民提问')

  await desk.taps('更正')
  await desk.writes('改了什么', '每月多领的是六十元，不是五十元')
  await staffed.types(desk, '以本次更正为准。')
  await desk.shot('correcting')
  await desk.taps('发布更正')
  await desk.sees(/每月多领的是六十元，不是五十元/)
  await desk.sees('打到社保卡') // nothing of the text was lost
  await phone.page.reload()
  await phone.taps(TITLE)
  await phone.sees('每月多领的是六十元，不是五十元')
  await phone.sees('打到社保卡')
  await phone.sees('补贴办法.pdf')
  await until('the picture to be drawn again', async () => await drawn() === 1)
  await phone.whole('corrected')

  await desk.taps('撤回')
  await desk.writes('原因', '省里改了标准，另行通知')
  await desk.page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await desk.sees('已撤回')
  await desk.shot('withdrawn')
  await phone.page.reload()
  await phone.sees('说一句')
  expect(await phone.shows(TITLE)).toBe(false)
})

journey('a notice is stopped in the middle, goes on, fails with a reason in words and is sent again; its words are copied for the group', async ({ stage, product }) => {
  const people = await Promise.all(['r1', 'r3'].map(async (user) => {
    const person = await Person.signIn(product, user)
    await person.settles(COMMUNITY)
    await stage.consents(user)
    return person
  }))
  const staff = await product.staff('staff1')
  const { items } = await people[0]!.asks<{ items: { id: number; name: string }[] }>('GET', '/v1/communities')
  const id = await write(staff, items.find((c) => c.name === COMMUNITY)!.id, { title: '周六楼道大扫除' })
  const zhou = await product.openid('r3')
  const refuses = (errcode: number) => product.fault({ path: '/cgi-bin/message/subscribe/send', openid: zhou, do: { errcode } })
  await refuses(-1)
  await step(staff, id, { step: 'submit' })

  const desk = await stage.desk('staff1', `/admin/notices/${id}`)
  await staffed.signsIn(desk, 'staff1', product.password)
  await desk.sees(/^已送达微信 1$/)
  await desk.sees(/^等待发送 1$/)
  await desk.shot('running')
  await desk.taps('停止发送')
  await desk.writes('原因', '时间要改')
  await desk.shot('asked')
  await desk.page.getByRole('dialog').getByRole('button', { name: '停止发送' }).click()
  await desk.sees(/^停止原因：时间要改$/)
  await desk.sees(/^停止前未发 1$/)
  await desk.sees(/^已送达微信 1$/) // what went out before stays counted
  await desk.shot('stopped')

  await product.heal()
  await refuses(47003)
  await desk.taps('继续发送')
  await desk.page.getByRole('dialog').getByRole('button', { name: '继续发送' }).click()
  await desk.sees(/^模板内容不符合微信的格式要求 微信错误码 47003$/)
  await desk.sees(/^发送失败 1$/)
  await desk.shot('failed')
  await product.heal()
  await desk.taps('给这 1 人重发')
  await desk.sees(/^已送达微信 2$/)
  await desk.misses(/^模板内容不符合微信的格式要求/)
  await desk.sees('已发送')
  await desk.shot('sent-again')

  const clipboard = (w: Window) => w.page.evaluate(() => navigator.clipboard.readText())
  const phone = await stage.phone('w1', `packages/notice/detail/detail?id=${id}`)
  for (const w of [desk, phone]) {
    await w.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await w.taps(w === desk ? '复制' : '复制转发到群里的话')
    await until('the words to be copied', async () => (await clipboard(w)).startsWith('【通知】周六楼道大扫除\n'))
    await w.shot('copied')
    await w.page.evaluate(() => navigator.clipboard.writeText(''))
  }
})
