import { describe, expect, it } from 'vitest'
import { Failure } from '../../../src/api/request'
import { fault } from '../../../src/lib/page'
import { changed, kept, missed, numbers, sending, type Photo } from '../../../src/lib/photos'
import { day, moment } from '../../../src/lib/time'
import { tone } from '../../../src/texts/issue'

const now = new Date(2027, 0, 8, 9, 30)
const at = (y: number, m: number, d: number, h = 8, min = 5) => new Date(y, m - 1, d, h, min).toISOString()

describe('times in words', () => {
  it('name today and yesterday, also over the turn of a year', () => {
    expect(moment(at(2027, 1, 8), now)).toBe('今天 08:05')
    expect(moment(at(2027, 1, 7, 23, 59), now)).toBe('昨天 23:59')
    expect(moment(at(2026, 12, 31), new Date(2027, 0, 1, 0, 1))).toBe('昨天 08:05')
  })
  it('say the year only when it is another', () => {
    expect(day(at(2027, 3, 2), now)).toBe('3月2日')
    expect(day(at(2026, 12, 30), now)).toBe('2026年12月30日')
    expect(moment(at(2026, 12, 30), now)).toBe('2026年12月30日 08:05')
  })
  it('say nothing of nothing', () => {
    expect(day(null)).toBe('')
    expect(moment(undefined)).toBe('')
  })
})

describe('a failure', () => {
  it('offers another try only where that can help', () => {
    const again = (status: number, code = 'x') => fault(new Failure(status, code, '一句话')).again
    expect([again(0, 'offline'), again(429), again(500), again(503)]).toEqual([true, true, true, true])
    expect([again(400), again(403), again(404), again(409), again(422)]).toEqual([false, false, false, false, false])
  })
  it('is offline only when nothing was reached', () => {
    expect(fault(new Failure(0, 'offline', '没网'))).toEqual({ text: '没网', offline: true, again: true })
    expect(fault(new TypeError('x is undefined'))).toEqual({ text: '出了点问题，请再试一次', offline: false, again: true })
  })
})

describe('photos', () => {
  const list: Photo[] = [{ key: 'a', path: '/a', id: 7 }, { key: 'b', path: '/b', percent: 40 }]
  it('are sent while one has neither a number nor a failure', () => {
    expect(sending(list)).toBe(true)
    expect(sending(changed(list, 'b', { id: 8 }))).toBe(false)
    expect(sending(missed(list, 'b', new Failure(0, 'offline', '没网')))).toBe(false)
  })
  it('can be tried again when the network failed, and not when the server refused them', () => {
    expect(missed(list, 'b', new Failure(0, 'offline', '没网'))[1]!.failed).toEqual({ text: '没网', retry: true })
    expect(missed(list, 'b', new Failure(422, 'photo.type', '请换一张照片'))[1]!.failed).toEqual({ text: '请换一张照片', retry: false })
  })
  it('wait for the agreement where it lacks, and are then sent', () => {
    const went: string[] = []
    Object.assign(globalThis, { wx: { navigateTo: (o: { url: string }) => { went.push(o.url) } } })
    expect(missed(list, 'b', new Failure(403, 'account.consent', '请先同意'))[1]!.failed).toEqual({ text: '请先同意', retry: true })
    expect(went).toEqual(['/packages/account/place/place?for=consent'])
  })
  it('of which only those that the server has are reported or kept in a draft', () => {
    expect(numbers(list)).toEqual([7])
    expect(kept(list)).toEqual([{ key: 'a', path: '/a', id: 7 }])
  })
})

describe("an issue's colour", () => {
  it('warns when it is late, and asks when it waits for the resident', () => {
    expect(tone({ state: 'in_progress', overdue: true })).toBe('danger')
    expect(tone({ state: 'waiting_reporter', overdue: false })).toBe('warning')
    expect(tone({ state: 'closed', outcome: 'solved', overdue: false })).toBe('success')
    expect(tone({ state: 'closed', outcome: 'unsolved', overdue: false })).toBe('default')
    expect(tone({ state: 'submitted', overdue: false })).toBe('primary')
  })
})
