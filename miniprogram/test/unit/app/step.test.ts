import { beforeEach, describe, expect, it } from 'vitest'
import { keyring } from '../../../src/api/request'
import type { Need, Offer, Step } from '../../../src/api/types'
import { blank, dayAfter, draft, drop, empty, endOf, lacking, left, store, vague, wrongs } from '../../../src/packages/issue/step/form'

const room = new Map<string, unknown>()
beforeEach(() => {
  room.clear()
  Object.assign(globalThis, { wx: { getStorageSync: (key: string) => room.get(key) ?? '', setStorageSync: (key: string, data: unknown) => room.set(key, JSON.parse(JSON.stringify(data))) } })
})

const HOUR = 3_600_000
const offer = (step: Step, ...needs: Need[]): Offer => ({ step, needs, label: step, tone: 'default' })
const full = () => ({ ...blank(), text: ' 换好了 ', target: { id: 4, name: '李明' }, outcome: 'out_of_scope' as const, referTo: ' 供电局 95598', until: '2026-12-03', original: { id: 9, name: 'x' }, resolved: 'no' as const, grade: 2, photos: [{ key: 'a', path: '/a', id: 7 }] })

describe('a step', () => {
  it('sends what it needs of the form, and no more', () => {
    expect(draft(offer('accept'), 3, full())).toEqual({ step: 'accept', version: 3 })
    expect(draft(offer('decline', 'reason'), 3, full())).toEqual({ step: 'decline', version: 3, text: '换好了' })
    expect(draft(offer('transfer', 'target', 'reason'), 3, full())).toEqual({ step: 'transfer', version: 3, text: '换好了', target_account_id: 4 })
    expect(draft(offer('answer', 'outcome', 'text', 'photos'), 3, full())).toEqual({ step: 'answer', version: 3, text: '换好了', outcome: 'out_of_scope', refer_to: '供电局 95598', attachments: [7] })
    expect(draft(offer('rate', 'resolved', 'grade'), 3, full())).toEqual({ step: 'rate', version: 3, resolved: false, grade: 2 })
    expect(draft(offer('rate', 'resolved', 'grade'), 3, { ...full(), responded: 'yes' })).toMatchObject({ resolved: false, responded: true })
    expect(draft(offer('merge', 'original', 'text'), 3, full())).toEqual({ step: 'merge', version: 3, text: '换好了', original_id: 9 })
    expect(draft(offer('tell', 'way'), 3, { ...full(), way: 'phone' })).toEqual({ step: 'tell', version: 3, way: 'phone' })
    expect(draft(offer('tell', 'way'), 3, { ...full(), way: 'in_person', toldAt: '2026-11-25T02:30:00.000Z' })).toEqual({ step: 'tell', version: 3, way: 'in_person', told_at: '2026-11-25T02:30:00.000Z' })
    expect(draft(offer('ask_extension', 'until', 'reason'), 3, full()).until).toBe(new Date(2026, 11, 3, 23, 59, 59).toISOString())
  })
  it('names nobody else to ask unless it is out of scope', () => {
    expect(draft(offer('answer', 'outcome', 'text'), 1, { ...full(), outcome: 'solved' })).toEqual({ step: 'answer', version: 1, text: '换好了', outcome: 'solved' })
  })
  it('sends nothing of a blank form', () => {
    expect(draft(offer('answer', 'outcome', 'text', 'photos', 'target', 'until', 'original', 'resolved', 'grade'), 1, blank())).toEqual({ step: 'answer', version: 1 })
  })
})

describe('what lacks', () => {
  it('is said of each need, also of a step that the app does not know', () => {
    expect(Object.keys(lacking(offer('new_step' as Step, 'target', 'reason', 'photos'), blank()))).toEqual(['target', 'text'])
    expect(Object.keys(lacking(offer('rate', 'resolved', 'grade'), { ...blank(), resolved: 'yes' }))).toEqual(['grade'])
    expect(lacking(offer('answer', 'outcome', 'text', 'photos'), { ...full(), referTo: ' ' })).toEqual({ referTo: '请写明居民可以找谁' })
  })
  it('is nothing where all is there, and words are not demanded of who says that it is not solved', () => {
    expect(lacking(offer('answer', 'outcome', 'text', 'target', 'until', 'original', 'resolved', 'grade'), full())).toEqual({})
    expect(lacking(offer('reopen', 'text', 'photos'), blank())).toEqual({})
  })
  it('is also what the server found, at its place in the form', () => {
    expect(wrongs([{ path: 'body.text', message: '请写明日期' }, { path: 'body.attachments[0]', message: '失效' }, { path: 'body.version', message: 'x' }])).toEqual({ text: '请写明日期', photos: '失效' })
  })
})

describe('days', () => {
  it('are those of the phone, over the end of a month and a year', () => {
    expect(dayAfter(3, new Date(2026, 11, 30, 23, 59))).toBe('2027-01-02')
    expect(dayAfter(1, new Date(2028, 1, 28))).toBe('2028-02-29')
    expect(new Date(endOf('2027-01-02')).getHours()).toBe(23)
  })
})

describe('words that promise no day', () => {
  it('are named, unless a day or a number stands beside them', () => {
    expect(vague('我们会尽快处理，近期答复')).toEqual(['尽快', '近期'])
    for (const good of ['已换好灯泡', '尽快处理，周五前修好', '会在 3 天内尽快修好', '两天内尽快修好', '明天尽快修好']) expect(vague(good)).toEqual([])
  })
})

describe('what was typed', () => {
  it('comes back for its own step of its own issue', () => {
    store('7 answer', { ...blank(), text: '在办' })
    store('7 ask', { ...blank(), text: '几号楼？' })
    store('7 answer', { ...blank(), text: '办好了' })
    expect([left('7 answer').text, left('7 ask').text, left('8 answer').text]).toEqual(['办好了', '几号楼？', ''])
    drop('7 answer')
    expect([empty(left('7 answer')), empty(left('7 ask'))]).toEqual([true, false])
  })
  it('keeps the photos that the server still has', () => {
    store('7 answer', { ...blank(), photos: [{ key: 'a', path: '/a', id: 7 }, { key: 'b', path: '/b', percent: 3 }] }, 0)
    expect(left('7 answer', 35 * HOUR).photos).toEqual([{ key: 'a', path: '/a', id: 7 }])
    expect(left('7 answer', 37 * HOUR).photos).toEqual([])
  })
  it('is forgotten after twenty others', () => {
    for (let i = 0; i < 21; i++) store(`${i} ask`, { ...blank(), text: String(i) })
    expect([left('0 ask').text, left('1 ask').text]).toEqual(['', '1'])
  })
})

describe('the key of a form', () => {
  it('stays while the same is sent again, and changes with it', () => {
    const key = keyring()
    const first = key(['/a', { text: '一' }])
    expect(key(['/a', { text: '一' }])).toBe(first)
    const other = key(['/b', { text: '一' }])
    expect(other).not.toBe(first)
    expect(key(['/b', { text: '二' }])).not.toBe(other)
  })
})
