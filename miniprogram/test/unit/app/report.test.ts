import { beforeEach, describe, expect, it } from 'vitest'
import type { Category } from '../../../src/api/types'
import { blank, drop, empty, guess, left, store } from '../../../src/packages/issue/report/draft'

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
    store(d, NOW)
    expect(left(NOW + HOUR)).toEqual({ ...d, at: NOW })
  })
  it('keeps no photo that is not with the server, and none that the server has dropped', () => {
    store({ ...blank(), photos: [{ key: 'a', path: '/a', id: 7 }, { key: 'b', path: '/b', percent: 30 }] }, NOW)
    expect(left(NOW + 35 * HOUR).photos).toEqual([{ key: 'a', path: '/a', id: 7 }])
    expect(left(NOW + 37 * HOUR).photos).toEqual([])
  })
  it('is a blank one with a key of its own when none was left', () => {
    const one = left()
    expect(empty(one)).toBe(true)
    expect(left().key).not.toBe(one.key)
    store({ ...one, words: '  ' })
    expect(empty(left())).toBe(true)
    store({ ...one, words: '灯' })
    expect(empty(left())).toBe(false)
    drop()
    expect(empty(left())).toBe(true)
  })
  it('survives a store that an older version wrote', () => {
    room.set('report-draft', { key: 'k', words: '旧的', category: '', photos: [] })
    expect(left()).toMatchObject({ key: 'k', words: '旧的', hideName: true, place: '' })
    room.set('report-draft', { text: 1 })
    expect(empty(left())).toBe(true)
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
