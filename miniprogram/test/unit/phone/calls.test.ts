// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { boot, stack, wx, type WeChat } from './kit'

let wechat: WeChat
beforeAll(async () => { wechat = await boot() })

const api = () => (window as unknown as { wx: Record<string, (o?: unknown) => unknown> }).wx
const typings = readFileSync(join(import.meta.dirname, '../../../node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts'), 'utf8')

/** What a call gives by WeChat's own typings; '' when they do not have it in one form. */
function gives(name: string): string {
  return new RegExp(`^        ${name}(?:<[^>]*>)?\\([^;]*?\\):\\s*(\\w+)`, 'm').exec(typings.slice(typings.indexOf('interface Wx {')))?.[1] ?? ''
}

describe('wx calls', () => {
  it('give a promise exactly where WeChat gives one', async () => {
    const names = ['login', 'checkSession', 'requestSubscribeMessage', 'getSetting', 'showShareMenu', 'updateShareMenu', 'getGroupEnterInfo', 'getShareInfo', 'authPrivateMessage',
      'requirePrivacyAuthorize', 'getPrivacySetting', 'navigateTo', 'switchTab', 'showToast', 'setNavigationBarTitle', 'getNetworkType']
    for (const name of names) {
      const given = api()[name]!({ tmplIds: [], url: '/pages/none', title: 'x' })
      const promised = given instanceof Promise
      if (promised) await given.catch(() => undefined)
      expect([name, promised], typings ? '' : 'no typings').toEqual([name, gives(name) === 'PromisifySuccessResult'])
    }
    expect(gives('getGroupEnterInfo')).toBe('void')
  })
  it('take callbacks in place of a promise', async () => {
    const done = vi.fn()
    expect(api().getNetworkType!({ complete: done })).toBeUndefined()
    await vi.waitFor(() => { expect(done).toHaveBeenCalledWith(expect.objectContaining({ errMsg: 'getNetworkType:ok' })) })
  })
  it('are remembered when the phone lacks them', () => {
    expect(api().makeCoffee).toBeUndefined()
    expect(window.__wxMissing).toEqual(['makeCoffee'])
  })
  it('reach the product\'s server only', async () => {
    expect(await wx('request', { url: 'https://example.com/x' })).toMatchObject({ errMsg: 'request:fail url not in domain list' })
  })
  it('tell an old session', async () => {
    wechat.answers.check_session = { errCode: -12001, errMsg: 'session time out, need relogin' }
    expect((await wx('checkSession')).errMsg).toBe('checkSession:fail session time out, need relogin')
  })
})

describe('storage', () => {
  it('keeps values and forgets them, apart from what WeChat keeps', async () => {
    await wx('setStorage', { key: 'draft', data: { words: '路灯' } })
    expect(api().getStorageSync!('draft')).toEqual({ words: '路灯' })
    expect(api().getStorageSync!('none')).toBe('')
    expect((await wx('getStorage', { key: 'none' })).errMsg).toBe('getStorage:fail data not found')
    localStorage.setItem('wechat|u1|wxtest|subscriptions', '{}')
    await wx('clearStorage')
    expect(api().getStorageSync!('draft')).toBe('')
    expect(localStorage.getItem('wechat|u1|wxtest|subscriptions')).toBe('{}')
  })
})

describe('service notifications', () => {
  it('drop in once, and open their page', async () => {
    const message = { id: 9, at: '2026-01-05T02:00:00Z', channel: 'sub', open: 'wxtest', title: '诉求答复通知', page: 'pages/detail/detail?id=7', rows: [{ label: '状态', value: '已答复' }] }
    wechat.answers.messages = { items: [message] }
    const banner = await vi.waitFor(() => { const b = document.querySelector<HTMLElement>('.phone-notice'); if (!b) throw new Error('nothing came'); return b }, 5000)
    wechat.answers.messages = { items: [] } // the simulator gives what is newer than what the phone has
    expect(banner.textContent).toContain('诉求答复通知')
    expect(banner.textContent).toContain('状态：已答复')
    banner.click()
    expect(stack()).toEqual(['pages/home/home', 'pages/detail/detail'])
    expect(document.querySelector('.phone-notice')).toBeNull()
    expect(api().getEnterOptionsSync!()).toMatchObject({ scene: 1014, query: { id: '7' } })
  })
})
