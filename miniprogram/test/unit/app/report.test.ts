import { beforeEach, describe, expect, it } from 'vitest'
import type { Category } from '../../../src/api/types'
import { blank, drop, empty, filed, guess, left, store } from '../../../src/packages/issue/report/draft'

const room = new Map<string, unknown>()
beforeEach(() => {
  room.clear()
  Object.assign(globalThis, { wx: {
    getStorageSync: (key: string) => room.get(key) ?? '', setStorageSync: (key: string, data: unknown) => room.set(key, JSON.parse(JSON.stringify(data))), removeStorageSync: (key: string) => room.delete(key),
  } })
})

const NOW = 1_800_000_000_000
const HOUR = 3_600_000
const category = (code: string, name: string, hint: string): Category => ({ code, name, hint, icon: 'more' })
const ALL = [
  category('lamp', '路灯与公共设施', '路灯、井盖、健身器材、护栏坏了'), category('stack', '楼道堆物', '楼道、消防通道被占用'),
  category('care', '老人与困难照护', '老人、残疾人、困难家庭需要帮助'), category('safety', '安全隐患', '用电、燃气、消防等隐患'), category('other', '其他', '不知道选哪一类就选这里'),
]

describe('a draft', () => {
  it('comes back as it was left, under the same key', () => {
    const d = { ...blank(), words: '路灯不亮', category: 'lamp', place: '东侧', hideName: false, photos: [{ key: 'a', path: '/a', id: 7 }] }
    store('own', d, NOW)
    expect(left('own', NOW + HOUR)).toEqual({ ...d, at: NOW })
  })
  it('keeps no photo that is not with the server, and none that the server has dropped', () => {
    store('own', { ...blank(), photos: [{ key: 'a', path: '/a', id: 7 }, { key: 'b', path: '/b', percent: 30 }] }, NOW)
    expect(left('own', NOW + 35 * HOUR).photos).toEqual([{ key: 'a', path: '/a', id: 7 }])
    expect(left('own', NOW + 37 * HOUR).photos).toEqual([])
  })
  it('is a blank one with a key of its own when none was left', () => {
    const one = left('own')
    expect(empty(one)).toBe(true)
    expect(left('own').key).not.toBe(one.key)
    store('own', { ...one, words: '  ' })
    expect(empty(left('own'))).toBe(true)
    store('own', { ...one, words: '灯' })
    expect(empty(left('own'))).toBe(false)
    drop('own')
    expect(empty(left('own'))).toBe(true)
  })
  it('survives a store that an older version wrote', () => {
    room.set('report-draft', { key: 'k', words: '旧的', category: '', photos: [] })
    expect(left('own')).toMatchObject({ key: 'k', words: '旧的', hideName: true, place: '' })
    room.set('report-draft', { text: 1 })
    expect(empty(left('own'))).toBe(true)
  })
})

describe('what is filed', () => {
  const d = { ...blank(), words: ' 灯不亮 ', category: 'lamp', name: ' 李桂兰 ', phone: '138 0000-0001', microGrid: 4, photos: [{ key: 'a', path: '/a', id: 7 }] }
  it('is of the person who writes', () => {
    expect(filed('own', { ...d, place: ' 东侧 ' })).toEqual({ words: '灯不亮', category: 'lamp', attachments: [7], hide_name: true, place: { text: '东侧' } })
  })
  it('or of somebody without a phone, whom only the handlers know', () => {
    expect(filed('behalf', d)).toEqual({ words: '灯不亮', category: 'lamp', attachments: [7], micro_grid_id: 4, on_behalf: { name: '李桂兰', phone: '1380000-0001' } })
    expect(filed('behalf', { ...d, phone: ' ' })).toMatchObject({ on_behalf: { name: '李桂兰' } })
  })
  it('is kept apart for both', () => {
    store('behalf', d, NOW)
    expect([empty(left('own', NOW)), left('behalf', NOW).name]).toEqual([true, ' 李桂兰 '])
    drop('own')
    expect(empty(left('behalf', NOW))).toBe(false)
  })
})

describe('the guess of a category', () => {
  it('goes by what its name and hint share with the words', () => {
    expect(guess('3 号楼门口的路灯不亮了', ALL)).toBe('lamp')
    expect(guess('楼道里堆满纸箱', ALL)).toBe('stack')
    expect(guess('家里闻到燃气味', ALL)).toBe('safety')
  })
  it('is none where nothing or two fit alike', () => {
    expect(guess('', ALL)).toBe('')
    expect(guess('hello 12', ALL)).toBe('')
    expect(guess('天气真好', ALL)).toBe('')
    expect(guess('老人说路灯', ALL)).toBe('')
  })
})
