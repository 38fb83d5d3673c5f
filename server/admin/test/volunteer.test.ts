import { describe, expect, it } from 'vitest'
import type { Activity } from '@/api/types'
import { blankBooth, blankShift, boothFits, boothOn, byDay, clock, dayAt, entries, fits, monday, monthDays, plus, ruleText, shiftOn, span, turnMonth } from '@/features/volunteer/days'

const activity = (id: number, starts: string, series = 0, title = '周五大扫除') => ({ id, starts_at: starts, ends_at: starts, series_id: series, title, cancelled: false }) as Activity

describe('days', () => {
  it('are Shanghai’s, wherever the desk stands', () => {
    expect([dayAt('2026-11-26T16:30:00Z'), clock('2026-11-26T16:30:00Z')]).toEqual(['2026-11-27', '00:30'])
    expect(span('2026-11-27T01:00:00Z', '2026-11-27T03:00:00Z')).toBe('11月27日 周五 09:00–11:00')
    expect(span('2026-11-27T15:00:00Z', '2026-11-27T17:00:00Z')).toBe('11月27日 周五 23:00–11月28日 周六 01:00')
  })
  it('of a month are whole weeks', () => {
    const days = monthDays('2026-02-10')
    expect([days[0], days.at(-1), days.length % 7]).toEqual(['2026-01-26', '2026-03-01', 0])
    expect(monthDays('2026-08-01')).toHaveLength(42)
  })
  it('turn over years', () => {
    expect([turnMonth('2026-12-31', 1), turnMonth('2026-01-31', -1), plus('2026-12-31', 1), monday('2027-01-01')]).toEqual(['2027-01-01', '2025-12-01', '2027-01-01', '2026-12-28'])
  })
})

describe('the calendar', () => {
  it('shows a series at many places as one', () => {
    const list = [activity(1, '2026-11-27T07:00:00Z', 5), activity(2, '2026-11-27T07:00:00Z', 5), activity(3, '2026-11-27T01:00:00Z'), activity(4, '2026-11-27T07:00:00Z', 5, '改了名的')]
    expect(entries(list).map((e) => [e.time, e.activities.length])).toEqual([['09:00', 1], ['15:00', 2], ['15:00', 1]])
  })
  it('puts what began before on the first day', () => {
    const days = byDay([activity(1, '2026-11-20T01:00:00Z'), activity(2, '2026-11-27T01:00:00Z')], '2026-11-23')
    expect([...days.keys()]).toEqual(['2026-11-23', '2026-11-27'])
  })
})

describe('what is typed', () => {
  it('is a shift when it can be one', () => {
    expect(fits(blankShift())).toBe(true)
    for (const wrong of [{ from: '' }, { minutes: '5' }, { minutes: '90.5' }, { capacity: '0' }, { capacity: '10001' }]) expect(fits({ ...blankShift(), ...wrong })).toBe(false)
    expect(shiftOn('2026-11-27', { ...blankShift('23:30'), minutes: '60' })).toMatchObject({ starts_at: '2026-11-27T15:30:00.000Z', ends_at: '2026-11-27T16:30:00.000Z' })
  })
  it('is a booth when it can be one', () => {
    expect(boothFits({ ...blankBooth(), name: '理发' })).toBe(true)
    for (const wrong of [{ name: ' ' }, { until: '08:00' }, { minutes: '1' }]) expect(boothFits({ ...blankBooth(), name: '理发', ...wrong })).toBe(false)
    expect(boothOn('2026-11-27', { ...blankBooth(), name: ' 理发 ' })).toMatchObject({ name: '理发', starts_at: '2026-11-27T01:00:00.000Z', minutes: 20 })
  })
  it('is said as people say it', () => {
    expect(ruleText({ weekday: 5 })).toBe('每周五，节假日跳过')
    expect(ruleText({ weekday: 6, nth: -1, until: '2027-06-30', on_holidays: true })).toBe('每月最后一个周六，到 2027-06-30，节假日也办')
  })
})
