import { describe, expect, it } from 'vitest'
import { readFilters, writeFilters } from '@/lib/query'

const spec = { q: 'text', grid: 'number', overdue: 'flag', sort: ['newest', 'due'] } as const

describe('filters in the address', () => {
  it('come back as they were written', () => {
    const filters = { q: '路灯 & 井盖', grid: 12, overdue: true, sort: 'due' } as const
    const query = writeFilters(filters)
    expect(query).toEqual({ q: '路灯 & 井盖', grid: '12', overdue: '1', sort: 'due' })
    expect(readFilters(spec, query as Record<string, string>)).toEqual(filters)
  })

  it('leave out what is empty', () => {
    expect(writeFilters({ q: '', grid: undefined, overdue: false, sort: null })).toEqual({})
  })

  it.each([
    ['an unknown name', { colour: 'red' }],
    ['an unknown word', { sort: 'prettiest' }],
    ['a number that is none', { grid: '12; DROP' }],
    ['zero', { grid: '0' }],
    ['a negative number', { grid: '-3' }],
    ['more digits than a number holds', { grid: '12345678901234567' }],
    ['blank words', { q: '   ' }],
    ['a flag that is not set', { overdue: '0' }],
    ['a name without a value', { q: null }],
  ])('ignore %s', (_, query) => expect(readFilters(spec, query)).toEqual({}))

  it('take the first of several values', () => expect(readFilters(spec, { grid: ['3', '4'] })).toEqual({ grid: 3 }))

  it('do not confuse a filter with what every object has', () => expect(readFilters(spec, {}).constructor).toBe(Object))
})
