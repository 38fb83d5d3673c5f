import { describe, expect, it } from 'vitest'
import type { WeekSum } from '@/api/types'
import { lines, sunday } from '@/features/ledger/week'

const sum = (grid: WeekSum['grid'], micro: WeekSum['micro_grid']): WeekSum => ({ grid, micro_grid: micro, carried_in: 1, new: 2, answered: 2, carried_out: 1, late: 0 })

describe('the weekly ledger', () => {
  it('ends its week on Sunday, over months and years', () => {
    expect([sunday('2026-01-05'), sunday('2026-01-26'), sunday('2025-12-29')]).toEqual(['2026-01-11', '2026-02-01', '2026-01-04'])
  })
  it('shows the community and its grids, and micro-grids when asked for', () => {
    const grid = { id: 1, name: '第一网格' }
    const all = [sum(null, null), sum(grid, null), sum(grid, { id: 7, name: '01-01' })]
    expect(lines(all, false).map((l) => l.name)).toEqual(['全社区', '第一网格'])
    expect(lines(all, true).map((l) => l.level)).toEqual(['community', 'grid', 'micro'])
  })
})
