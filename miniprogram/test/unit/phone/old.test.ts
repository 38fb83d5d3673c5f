// @vitest-environment happy-dom
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { boot, button, front, wx, type WeChat } from './kit'

let wechat: WeChat
beforeAll(async () => { wechat = await boot({ sdk: '2.16.1', privacyAgreed: false }, '&path=/pages/home/home%3Fscene%3Dg%25253D0101&scene=1047') })

const api = () => (window as unknown as { wx: Record<string, (o: unknown) => unknown> }).wx

describe('an old client of somebody new', () => {
  it('does not know groups', () => {
    expect(api().canIUse!('getGroupEnterInfo')).toBe(false)
    expect(api().canIUse!('getShareInfo')).toBe(true)
    expect(api().getGroupEnterInfo).toBeUndefined()
    expect(api().getAppBaseInfo!({})).toMatchObject({ SDKVersion: '2.16.1' })
  })
  it('was started by a code', () => {
    expect(api().getLaunchOptionsSync!({})).toMatchObject({ path: 'pages/home/home', scene: 1047, query: { scene: 'g%3D0101' } })
  })
  it('gives nothing before the privacy guide is agreed to', async () => {
    globalThis.heard = []
    front('.phone').click()
    ;(await button('拒绝')).click()
    await vi.waitFor(() => { expect(globalThis.heard).toEqual([['home', 'phone', { errMsg: 'getPhoneNumber:fail privacy permission is not authorized', errno: 104 }]]) })
    expect(wechat.asked).toEqual([{ call: 'privacy', body: { user: 'u1', app: 'wxtest', yes: false } }])
  })
  it('lets the page ask in its own way', async () => {
    const asked = new Promise<{ referrer: string }>((resolve) => {
      api().onNeedPrivacyAuthorization!((answer: (a: object) => void, info: { referrer: string }) => { answer({ event: 'exposureAuthorization' }); answer({ event: 'agree', buttonId: 'yes' }); resolve(info) })
    })
    expect(await wx('requirePrivacyAuthorize')).toEqual({ errMsg: 'requirePrivacyAuthorize:ok' })
    expect(await asked).toEqual({ referrer: 'requirePrivacyAuthorize' })
    expect(await wx('getPrivacySetting')).toMatchObject({ needAuthorization: false })
  })
  it('then gives a phone number, if there is quota', async () => {
    wechat.answers.phone = { code: 'once' }
    globalThis.heard = []
    front('.phone').click()
    ;(await button('允许')).click()
    await vi.waitFor(() => { expect(globalThis.heard).toEqual([['home', 'phone', { errMsg: 'getPhoneNumber:ok', code: 'once' }]]) })
    wechat.answers.phone = { errCode: 1400001, errMsg: 'quota is used up' }
    front('.phone').click()
    ;(await button('允许')).click()
    await vi.waitFor(() => { expect(globalThis.heard.at(-1)).toEqual(['home', 'phone', { errMsg: 'getPhoneNumber:fail quota is used up', errno: 1400001 }]) })
  })
})
