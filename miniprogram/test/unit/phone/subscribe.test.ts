// @vitest-environment happy-dom
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boot, button, gesture, wx, type WeChat } from './kit'

let wechat: WeChat
beforeAll(async () => { wechat = await boot() })
beforeEach(() => { wechat.asked = []; gesture(true) })

const request = (...tmplIds: string[]) => wx('requestSubscribeMessage', { tmplIds })
const boxes = () => [...document.querySelectorAll<HTMLInputElement>('.phone-templates input')]

describe('the dialog of subscribe messages', () => {
  it('opens only at a tap', async () => {
    gesture(false)
    expect(await request('A')).toMatchObject({ errMsg: 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.' })
  })
  it('refuses what WeChat refuses', async () => {
    expect((await request()).errCode).toBe(10001)
    expect((await request('A', 'B', 'C', 'D', 'E', 'F')).errCode).toBe(20003)
    expect((await request('A', 'nobody')).errCode).toBe(20001)
    expect((await request('A', 'L')).errCode).toBe(20002)
    expect(wechat.asked).toEqual([])
  })
  it('gives an answer for each template', async () => {
    const answer = request('A', 'B')
    const yes = await button('允许')
    boxes()[1]!.checked = false
    yes.click()
    expect(await answer).toMatchObject({ A: 'accept', B: 'reject' })
    expect(wechat.asked).toEqual([{ call: 'subscribe', body: { user: 'u1', app: 'wxtest', results: { A: 'accept', B: 'reject' } } }])
  })
  it('takes 拒绝 as no to all', async () => {
    const answer = request('A', 'B')
    ;(await button('拒绝')).click()
    expect(await answer).toMatchObject({ A: 'reject', B: 'reject' })
  })
  it('takes one of two templates with the same title', async () => {
    const answer = request('B', 'B2')
    ;(await button('允许')).click()
    expect(await answer).toMatchObject({ B: 'accept', B2: 'filter' })
    expect(wechat.asked[0]!.body.results).toEqual({ B: 'accept' })
  })
  it('no longer asks when the choice is kept, yet each call is worth one message', async () => {
    const first = request('C')
    const yes = await button('允许')
    boxes().at(-1)!.checked = true
    yes.click()
    await first
    expect(await request('C')).toMatchObject({ C: 'accept' })
    expect(wechat.asked.filter((a) => a.call === 'subscribe')).toHaveLength(2)
    expect((await wx('getSetting', { withSubscriptions: true })).subscriptionsSetting).toEqual({ mainSwitch: true, itemSettings: { C: 'accept' } })
  })
  it('can be taken back in the settings', async () => {
    const open = wx('openSetting', { withSubscriptions: true })
    const done = await button('完成')
    const [main, kept] = boxes()
    kept!.click()
    main!.click()
    done.click()
    expect((await open).subscriptionsSetting).toEqual({ mainSwitch: false, itemSettings: { C: 'reject' } })
    expect(wechat.asked.map((a) => a.body)).toMatchObject([{ template: 'C', on: false }, { template: '', on: false }])
    expect((await request('A')).errCode).toBe(20004)
  })
})
