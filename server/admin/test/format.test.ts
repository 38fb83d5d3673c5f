import { describe, expect, it } from 'vitest'
import { date, due, endOfDay, exact, percent, startOfDay, when } from '@/lib/format'

const now = new Date('2026-03-10T04:00:00Z') // noon in Shanghai

describe('a time as people say it', () => {
  it.each([
    ['2026-03-10T01:30:00Z', '今天 09:30'],
    ['2026-03-09T16:00:00Z', '今天 00:00'],
    ['2026-03-09T15:59:59Z', '昨天 23:59'],
    ['2026-03-11T15:59:00Z', '明天 23:59'],
    ['2026-03-11T16:00:00Z', '3月12日 00:00'],
    ['2026-01-02T03:04:00Z', '1月2日 11:04'],
    ['2025-12-31T16:00:00Z', '1月1日 00:00'],
    ['2025-12-31T15:59:00Z', '2025年12月31日'],
  ])('%s is %s', (iso, said) => expect(when(iso, now)).toBe(said))

  it('says a dash for what is missing or no time', () => {
    for (const none of [undefined, null, '', 'soon']) expect(when(none, now)).toBe('—')
  })

  it('knows yesterday across a change of year', () => {
    expect(when('2025-12-31T04:00:00Z', new Date('2026-01-01T04:00:00Z'))).toBe('昨天 12:00')
  })
})

describe('what is left until a date', () => {
  it.each([
    ['2026-03-13T05:00:00Z', '剩 3 天', 'calm'],
    ['2026-03-11T04:00:00Z', '剩 1 天', 'calm'],
    ['2026-03-11T03:59:59Z', '剩 23 小时', 'soon'],
    ['2026-03-10T04:00:30Z', '剩 1 分钟', 'soon'],
    ['2026-03-10T03:59:59Z', '超期 1 分钟', 'over'],
    ['2026-03-08T03:00:00Z', '超期 2 天', 'over'],
  ])('%s: %s, %s', (iso, text, urgency) => expect(due(iso, now)).toEqual({ text, urgency }))

  it('has no urgency without a date', () => expect(due(null, now)).toEqual({ text: '未定', urgency: 'none' }))
})

describe('days in Shanghai', () => {
  it('writes a date and the full time', () => {
    expect(date('2026-03-09T16:00:00Z')).toBe('2026-03-10')
    expect(exact('2026-03-09T16:05:00Z')).toBe('2026年3月10日 00:05')
    expect(exact('never')).toBe('')
  })

  it('begins and ends a day in its own zone', () => {
    expect(startOfDay('2026-03-10')).toBe('2026-03-09T16:00:00.000Z')
    expect(endOfDay('2026-03-10')).toBe('2026-03-10T15:59:59.000Z')
    expect(date(startOfDay('2026-03-10'))).toBe('2026-03-10')
    expect(date(endOfDay('2026-03-10'))).toBe('2026-03-10')
  })
})

describe('a share', () => {
  it.each([[0, '0%'], [0.5, '50%'], [0.9999, '99.9%'], [1, '100%'], [1.2, '100%'], [0.333, '33.3%'], [NaN, '—']])('%d is %s', (share, said) =>
    expect(percent(share)).toBe(said))
})
