import { describe, expect, it } from 'vitest'
import type { Overview, Tile } from '@/api/types'
import { figures } from '@/features/overview/figures'
import { blocks, elsewhere, levelOf, move } from '@/features/overview/tiles'
import { stateOf } from '@/features/overview/check'
import { short, sums, trendOption } from '@/features/overview/trend'

const tile = (id: number, grid_id: number, open = 0, overdue = 0): Tile => ({
  id, code: `0${grid_id}-${id}`, name: `微网格 ${id}`, grid_id, grid_name: `网格 ${grid_id}`, worker: '', open, overdue,
})

describe('the map', () => {
  it('groups micro-grids by grid and adds up what waits', () => {
    const all = blocks([tile(1, 2, 3, 1), tile(2, 2, 1), tile(3, 1)])
    expect(all.map((b) => [b.id, b.name, b.open, b.overdue, b.tiles.map((t) => t.id)])).toEqual([
      [2, '网格 2', 4, 1, [1, 2]], [1, '网格 1', 0, 0, [3]],
    ])
  })

  it('keeps apart two grids of one name', () => {
    expect(blocks([{ ...tile(1, 1), grid_name: '一' }, { ...tile(2, 2), grid_name: '一' }])).toHaveLength(2)
  })

  it.each([[0, 0, 'none'], [1, 0, 'few'], [2, 0, 'few'], [3, 0, 'some'], [5, 0, 'some'], [6, 0, 'many'], [99, 0, 'many'], [1, 1, 'over'], [99, 3, 'over']])(
    '%d open, %d of them overdue: %s', (open, overdue, level) => expect(levelOf({ open, overdue })).toBe(level))

  it('says how much lies in no micro-grid of today, and never less than nothing', () => {
    const all = blocks([tile(1, 1, 3), tile(2, 1, 4)])
    expect([elsewhere(9, all), elsewhere(7, all), elsewhere(5, all), elsewhere(0, [])]).toEqual([2, 0, 0, 0])
  })

  it.each([
    ['ArrowRight', 0, 1], ['ArrowRight', 9, 9], ['ArrowLeft', 0, 0], ['ArrowLeft', 5, 4], ['ArrowDown', 1, 5], ['ArrowDown', 7, 7], ['ArrowUp', 1, 1],
    ['ArrowUp', 9, 5], ['Home', 6, 0], ['End', 2, 9], ['Enter', 3, 3],
  ])('%s at tile %d leads to %d, in rows of four of ten', (key, at, to) => expect(move(key, at, 10, 4)).toBe(to))
})

describe('the figures', () => {
  const o: Overview = {
    community: { id: 1, name: '王家屯' }, open: 12, due_today: 2, overdue: 1, waiting_reporter: 3, answered_week: 7, reply_rate: 0.9999, micro_grids: [], categories: [], days: [], last_check: null,
  }
  const of = (key: string, more: Partial<Overview> = {}) => figures({ ...o, ...more }).find((f) => f.key === key)!

  it('lead each to the list that it counts', () => {
    expect(figures(o).map((f) => f.query)).toEqual([
      {}, { due_today: '1' }, { overdue: '1' }, { state: 'waiting_reporter' }, { state: 'all', answered_week: '1' }, { state: 'closed' },
    ])
  })

  it('never round the rate up to a perfect one', () => expect(of('rate').value).toBe('99.9%'))

  it('say in words that nothing was closed yet', () => {
    const none = of('rate', { reply_rate: null })
    expect([none.value, none.wordy, none.hint]).toEqual(['暂无', true, '有诉求办结后开始计算'])
    expect(of('rate', { reply_rate: 0 }).value).toBe('0%')
  })

  it('alarm only about what is overdue', () => {
    expect([of('overdue').alarming, of('overdue', { overdue: 0 }).alarming, of('open').alarming]).toEqual([true, false, undefined])
  })
})

describe('the trend', () => {
  const days = [{ day: '2026-01-05', reported: 3, answered: 1 }, { day: '2026-01-06', reported: 0, answered: 4 }]
  const ink = { reported: 'brown', answered: 'green', text: 'grey', line: 'silver', card: 'white', font: 'sans-serif' }

  it('adds up and names days shortly', () => {
    expect(sums(days)).toEqual({ reported: 3, answered: 5 })
    expect(sums([])).toEqual({ reported: 0, answered: 0 })
    expect([short('2026-01-05'), short('2026-11-30')]).toEqual(['1/5', '11/30'])
  })

  it('draws two lines that differ by more than colour, and says each day in words', () => {
    const option = trendOption(days, ink) as { series: { data: number[]; symbol: string; lineStyle: { type: string } }[]; tooltip: { formatter: (at: { dataIndex: number }[]) => string } }
    expect(option.series.map((s) => s.data)).toEqual([[3, 0], [1, 4]])
    expect(new Set(option.series.map((s) => s.symbol)).size).toBe(2)
    expect(new Set(option.series.map((s) => s.lineStyle.type)).size).toBe(2)
    expect(option.tooltip.formatter([{ dataIndex: 1 }])).toBe('1/6\n新提交 0 件\n答复 4 件')
    expect(option.tooltip.formatter([])).toContain('1/5')
  })
})

describe('the last check', () => {
  const at = '2026-01-06T19:10:00Z' // 03:10 in Shanghai
  const now = new Date('2026-01-07T01:00:00Z')
  const check = { at, seconds: 2.5, issues: 1234, findings: 0 }

  it('says in one sentence when it was and what it found', () => {
    expect(stateOf(check, now)).toEqual({ mood: 'calm', text: '上次核对：今天 03:10，1234 件诉求，0 处不符' })
    expect(stateOf({ ...check, findings: 2 }, now)).toEqual({ mood: 'bad', text: '上次核对：今天 03:10，1234 件诉求，2 处不符' })
  })

  it('says what to do when there was none, or none for two days', () => {
    expect(stateOf(null, now).mood).toBe('none')
    const late = stateOf(check, new Date('2026-01-09T01:00:00Z'))
    expect([late.mood, late.text]).toEqual(['late', '上次核对：1月7日 03:10，1234 件诉求，0 处不符。已有两天没有自动核对，请联系系统管理员查看后台任务。'])
  })
})
