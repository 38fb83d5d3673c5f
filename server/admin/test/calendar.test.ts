import { describe, expect, it } from 'vitest'
import { differs, kindOf, monthsOf, spoken } from '@/features/calendar/year'

const day = (d: string, work: boolean, name = '') => ({ day: d, work, name })

describe('the calendar', () => {
  it('tells a day by its weekday and by what was decreed', () => {
    expect(kindOf(day('2026-01-05', true))).toBe('work') // a Monday
    expect(kindOf(day('2026-01-10', false))).toBe('rest') // a Saturday
    expect(kindOf(day('2026-01-01', false, '元旦'))).toBe('holiday')
    expect(kindOf(day('2026-01-03', false, '元旦'))).toBe('holiday') // a Saturday of a holiday
    expect(kindOf(day('2026-01-04', true, '元旦调休'))).toBe('shifted') // a Sunday
    expect(kindOf(undefined)).toBe('unknown')
  })

  it('lays out twelve months, each from its own weekday on', () => {
    const months = monthsOf(2026, [])
    expect(months.map((m) => m.cells.length)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    expect([months[0]!.lead, months[1]!.lead, months[5]!.lead]).toEqual([3, 6, 0]) // Thursday, Sunday, Monday
    expect(monthsOf(2028, [])[1]!.cells).toHaveLength(29)
  })

  it('says what is special in a month, days that follow each other together', () => {
    const [january] = monthsOf(2026, [day('2026-01-01', false, '元旦'), day('2026-01-02', false, '元旦'), day('2026-01-03', false, '元旦'), day('2026-01-04', true, '元旦调休'), day('2026-01-05', true)])
    expect(january!.notes).toEqual(['1/1–1/3 元旦', '1/4 元旦调休'])
  })

  it('asks for a name where a day differs from its weekday', () => {
    expect([differs('2026-01-05', true), differs('2026-01-05', false), differs('2026-01-10', true), differs('2026-01-10', false)]).toEqual([false, true, true, false])
    expect(spoken('2026-01-05')).toBe('1月5日')
  })
})
