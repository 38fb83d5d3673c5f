// @vitest-environment happy-dom
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { reaches } from '../../../phone/src/wx/group'
import { boot, button, stack, wx, type WeChat } from './kit'

let wechat: WeChat
beforeAll(async () => {
  wechat = await boot()
  Object.assign(wechat.answers, {
    group_enter: (b: { entry: string }) => b.entry ? { encryptedData: 'sealed', iv: 'iv' } : { errCode: 40097, errMsg: 'invalid scene' },
    private_message: { valid: true, encryptedData: 'sealed', iv: 'iv' },
    chats: { items: [{ group: 'g1', name: '一号楼', last: { title: '本周小结' } }] },
    feed: { items: [{ id: 5, at: '2026-01-05T02:00:00Z', from: 'u2', title: '本周小结', image: '', private: false }] },
    open_card: { path: 'pages/detail/detail?id=7', scene: 1044, shareTicket: 'ticket', entry: 'door', chatType: 3 },
  })
})

const options = () => (window as unknown as { wx: { getEnterOptionsSync(): object } }).wx.getEnterOptionsSync()

/** As the page around the phones opens a card in one of them. */
function opened(door: object) {
  window.dispatchEvent(Object.assign(new MessageEvent('message', { data: { type: 'open', ...door } }), { origin: location.origin }))
}

describe('entering from a group', () => {
  it('has no group before', async () => {
    expect(await wx('getGroupEnterInfo')).toEqual({ errMsg: 'getGroupEnterInfo:fail invalid scene', errCode: 40097 })
  })
  it('leads from the chat into the card\'s page, with its ticket', async () => {
    document.querySelector<HTMLElement>('.phone-exit')!.click()
    ;(await vi.waitFor(() => { const b = document.querySelector<HTMLElement>('[aria-label="一号楼"]'); if (!b) throw new Error('no chat'); return b })).click()
    ;(await vi.waitFor(() => { const b = document.querySelector<HTMLElement>('.phone-card'); if (!b) throw new Error('no card'); return b })).click()
    await expect.poll(stack).toEqual(['pages/detail/detail'])
    expect(options()).toEqual({ path: 'pages/detail/detail', query: { id: '7' }, scene: 1044, referrerInfo: {}, shareTicket: 'ticket', chatType: 3 })
    expect(globalThis.heard).toContainEqual(['app', 'onShow', 1044])
    expect(document.querySelector('.phone-wechat')).toBeNull()
  })
  it('gives sealed data for the server', async () => {
    expect(await wx('getGroupEnterInfo', { needGroupOpenID: true })).toEqual({ errMsg: 'getGroupEnterInfo:ok', encryptedData: 'sealed', iv: 'iv' })
    expect(wechat.asked.at(-1)).toEqual({ call: 'group_enter', body: { user: 'u1', app: 'wxtest', entry: 'door', allowSingleChat: false, needGroupOpenID: true } })
    expect(await wx('authPrivateMessage', { shareTicket: 'ticket' })).toMatchObject({ valid: true })
  })
  it('forgets the group when it is entered another way', async () => {
    opened({ path: '/pages/home/home', scene: 1014 })
    await expect.poll(stack).toEqual(['pages/home/home'])
    expect(options()).toEqual({ path: 'pages/home/home', query: {}, scene: 1014, referrerInfo: {} })
    expect((await wx('getGroupEnterInfo')).errCode).toBe(40097)
  })
  it('listens to its own page only', () => {
    window.dispatchEvent(Object.assign(new MessageEvent('message', { data: { type: 'open', path: 'pages/detail/detail' } }), { origin: 'http://elsewhere' }))
    expect(stack()).toEqual(['pages/home/home'])
  })
  it('passes a card on, or says why not', async () => {
    wechat.answers.forward = { errCode: -1, errMsg: '私密消息不能转发' }
    document.querySelector<HTMLElement>('.phone-exit')!.click()
    ;(await vi.waitFor(() => { const b = document.querySelector<HTMLElement>('[aria-label="一号楼"]'); if (!b) throw new Error('no chat'); return b })).click()
    ;(await button('转发')).click()
    ;(await button('朋友：李明')).click()
    await vi.waitFor(() => { expect(document.querySelector('.phone-toast')?.textContent).toBe('私密消息不能转发') })
    expect(wechat.asked.at(-1)).toMatchObject({ call: 'forward', body: { id: 5, to: 'u2' } })
  })
})

describe('base libraries', () => {
  it('are compared by numbers', () => {
    expect([reaches('2.17.3', [2, 17, 3]), reaches('3.0.0', [2, 17, 3]), reaches('2.9.9', [2, 17, 3]), reaches('2.17', [2, 17, 3])]).toEqual([true, true, false, false])
  })
})
