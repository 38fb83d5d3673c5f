// @vitest-environment happy-dom
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { boot, button, front, wx, type WeChat } from './kit'

let wechat: WeChat
beforeAll(async () => { wechat = await boot() })
beforeEach(async () => {
  await wx('reLaunch', { url: '/pages/home/home?from=poster' })
  wechat.asked = []
  globalThis.heard = []
  globalThis.card = undefined
})

async function sent(): Promise<Record<string, unknown>> {
  await vi.waitFor(() => { expect(wechat.asked.map((a) => a.call)).toContain('share') })
  return wechat.asked.find((a) => a.call === 'share')!.body
}

async function fromMenu(choice: string) {
  document.querySelector<HTMLElement>('.phone-dots')!.click()
  ;(await button(choice)).click()
}

describe('sharing', () => {
  it('sends what the page says, to the chat that the person chose', async () => {
    globalThis.card = { title: '本周小结', path: '/pages/detail/detail?id=7' }
    await fromMenu('转发给朋友')
    ;(await button('群聊：一号楼')).click()
    expect(await sent()).toMatchObject({ group: 'g1', card: { title: '本周小结', path: '/pages/detail/detail?id=7', image: '', ticketed: false, private: false } })
    expect(globalThis.heard).toEqual([['home', 'onShareAppMessage', { from: 'menu' }]])
  })
  it('sends the page itself when the page says nothing', async () => {
    await fromMenu('转发给朋友')
    ;(await button('朋友：李明')).click()
    expect(await sent()).toMatchObject({ to: 'u2', card: { title: '回音', path: 'pages/home/home?from=poster' } })
  })
  it('tells the page which button was pressed', async () => {
    front('.share').click()
    ;(await button('取消')).click()
    expect(globalThis.heard).toEqual([['home', 'onShareAppMessage', { from: 'button', target: { dataset: { id: '7' } } }]])
    expect(wechat.asked).toEqual([])
  })
  it('waits for a promise, but not for ever', async () => {
    globalThis.card = { title: '马上', promise: Promise.resolve({ title: '等到了' }) }
    await fromMenu('转发给朋友')
    ;(await button('群聊：一号楼')).click()
    expect(await sent()).toMatchObject({ card: { title: '等到了' } })
    wechat.asked = []
    globalThis.card = { title: '不等了', promise: new Promise(() => undefined) }
    await fromMenu('转发给朋友')
    ;(await button('群聊：一号楼')).click()
    await vi.waitFor(() => { expect(wechat.asked).toHaveLength(1) }, 10_000)
    expect(await sent()).toMatchObject({ card: { title: '不等了' } })
  }, 15_000)
  it('marks private cards and those with a ticket, page by page', async () => {
    expect((await wx('updateShareMenu', { isPrivateMessage: true })).errMsg).toBe('updateShareMenu:fail invalid activityId')
    await wx('updateShareMenu', { withShareTicket: true, isPrivateMessage: true, activityId: '966_x' })
    await fromMenu('转发给朋友')
    ;(await button('群聊：一号楼')).click()
    expect(await sent()).toMatchObject({ card: { ticketed: true, private: true, activity: '966_x' } })
    await wx('navigateTo', { url: '/pages/detail/detail' })
    wechat.asked = []
    await fromMenu('转发给朋友')
    ;(await button('群聊：一号楼')).click()
    expect(await sent()).toMatchObject({ card: { ticketed: false, private: false, activity: '' } })
  })
  it('says it when WeChat refuses', async () => {
    wechat.answers.share = { errCode: -1, errMsg: 'invalid activityId' }
    await fromMenu('转发给朋友')
    ;(await button('群聊：一号楼')).click()
    await vi.waitFor(() => { expect(document.querySelector('.phone-toast')?.textContent).toBe('invalid activityId') })
    delete wechat.answers.share
  })
  it('is not offered when the page hides it', async () => {
    await wx('hideShareMenu')
    document.querySelector<HTMLElement>('.phone-dots')!.click()
    await button('重新进入小程序')
    expect([...document.querySelectorAll('.phone-layer button')].map((b) => b.textContent)).not.toContain('转发给朋友')
    ;(await button('取消')).click()
  })
})
