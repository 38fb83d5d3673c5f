// @vitest-environment happy-dom
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boot, front, stack, wx } from './kit'

beforeAll(() => boot())
beforeEach(async () => { await wx('reLaunch', { url: '/pages/home/home' }); globalThis.heard = [] })

const [HOME, LIST, DETAIL] = ['pages/home/home', 'pages/list/list', 'pages/detail/detail']

describe('the page stack', () => {
  it('opens a page above another, in the order of lifetimes', async () => {
    expect((await wx('navigateTo', { url: '/pages/detail/detail?id=7&name=a%2Bb' })).errMsg).toBe('navigateTo:ok')
    expect(globalThis.heard).toEqual([['home', 'onHide'], ['detail', 'onLoad', { id: '7', name: 'a+b' }], ['detail', 'onShow'], ['detail', 'onReady']])
    expect(stack()).toEqual([HOME, DETAIL])
  })
  it('goes back as far as is asked, but never past the first', async () => {
    await wx('navigateTo', { url: '/pages/detail/detail' })
    await wx('navigateTo', { url: '/pages/detail/detail' })
    globalThis.heard = []
    await wx('navigateBack', { delta: 9 })
    expect(stack()).toEqual([HOME])
    expect(globalThis.heard).toEqual([['detail', 'onUnload'], ['detail', 'onUnload'], ['home', 'onShow']])
  })
  it('puts another page in a page\'s place', async () => {
    await wx('navigateTo', { url: '/pages/detail/detail?id=1' })
    await wx('redirectTo', { url: '/pages/detail/detail?id=2' })
    expect(stack()).toEqual([HOME, DETAIL])
  })
  it('holds ten pages', async () => {
    for (let i = 0; i < 9; i++) await wx('navigateTo', { url: '/pages/detail/detail' })
    expect((await wx('navigateTo', { url: '/pages/detail/detail' })).errMsg).toBe('navigateTo:fail webview count limit exceed')
  })
  it('knows its pages, and which are tabs', async () => {
    expect((await wx('navigateTo', { url: '/pages/none/none' })).errMsg).toMatch(/navigateTo:fail page "pages\/none\/none" is not found/)
    expect((await wx('navigateTo', { url: '/pages/list/list' })).errMsg).toMatch(/fail can not navigateTo a tabbar page/)
    expect((await wx('switchTab', { url: '/pages/detail/detail' })).errMsg).toMatch(/fail can not switch to no-tabBar page/)
  })
  it('keeps a tab as it was, and closes what lies above', async () => {
    await wx('navigateTo', { url: '/pages/detail/detail' })
    await wx('switchTab', { url: '/pages/list/list' })
    expect(stack()).toEqual([LIST])
    globalThis.heard = []
    await wx('switchTab', { url: '/pages/home/home' })
    expect(globalThis.heard).toEqual([['list', 'onHide'], ['home', 'onShow']])
  })
  it('offers the way home where there is none back', async () => {
    await wx('reLaunch', { url: '/pages/detail/detail' })
    const home = front('.phone-home')
    home.click()
    expect(stack()).toEqual([HOME])
    expect(document.querySelector('.phone-home')).toBeNull()
    await wx('navigateTo', { url: '/pages/detail/detail' })
    front('.phone-back').click()
    expect(stack()).toEqual([HOME])
  })
})

describe('native elements', () => {
  it('navigate by their open-type', async () => {
    front('.go').click()
    await expect.poll(stack).toEqual([HOME, DETAIL])
    front('.back').click()
    await expect.poll(stack).toEqual([HOME])
    front('.tab').click()
    await expect.poll(stack).toEqual([LIST])
  })
  it('switch at a tap on themselves and on their label, and tell the page once', () => {
    const input = front('wx-switch').querySelector('input')!
    input.click()
    front('.words').click()
    front('.words').click()
    expect(globalThis.heard).toEqual([['home', 'change', true], ['home', 'change', false], ['home', 'change', true]])
    expect(input.checked).toBe(true)
  })
})
