import { expect } from 'vitest'
import { journey } from '../kit/journey'
import type { Window } from '../kit/window'

/** A phone on the wall. */
const phone = (wall: Window, nick: string) => wall.page.frameLocator(`iframe[title="${nick}的手机"]`)

/** How a phone was last entered. */
const entered = (wall: Window, user: string) => wall.page.frames().find((f) => f.url().includes(`user=${user}&`))!
  .evaluate(() => (window as unknown as { wx: { getEnterOptionsSync(): { path: string; scene: number; chatType?: number } } }).wx.getEnterOptionsSync())

journey('a card from one phone goes to the group and opens in another', async ({ stage }) => {
  const wall = await stage.wall()
  const sender = phone(wall, '王秀兰')
  await sender.getByText('说一句', { exact: true }).waitFor()
  await sender.getByRole('button', { name: '更多' }).click()
  await sender.getByRole('button', { name: '转发给朋友' }).click()
  await wall.shot('chooser')
  await sender.getByRole('button', { name: /群聊：01-01/ }).click()
  await sender.getByText('已发送').waitFor()
  const card = wall.page.getByRole('article')
  await card.getByText('身边有事说一声，件件有回音').waitFor()
  await card.getByRole('button', { name: '李明' }).click()
  await expect.poll(() => entered(wall, 'r2')).toMatchObject({ path: 'pages/home/home', scene: 1008, chatType: 3 })
  await wall.shot('opened')

  await wall.taps('检视')
  await wall.taps('时钟和设置')
  await wall.page.getByRole('switch', { name: '李明' }).first().click()
  await expect.poll(() => card.getByRole('button', { name: '李明' }).count()).toBe(0)
  await wall.shot('left')
})

journey('every scene can be played, and again', async ({ stage }) => {
  const wall = await stage.wall()
  const menu = wall.page.locator('.scenes')
  await menu.locator('summary').waitFor()
  const names = await menu.locator('b').allTextContents()
  expect(names.length).toBeGreaterThan(5)
  for (const name of [...names, names[0]!]) {
    await menu.locator('summary').click()
    await menu.getByText(name, { exact: true }).last().click()
    await menu.getByText(`场景：${name}`, { exact: true }).waitFor()
  }
  await phone(wall, '李明').getByText(/^候补第/).waitFor()
  await wall.shot('scene')
})
