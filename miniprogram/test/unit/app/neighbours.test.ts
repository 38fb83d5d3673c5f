import { describe, expect, it } from 'vitest'
import type { Issue, Summary } from '../../../src/api/types'
import { follows } from '../../../src/lib/follow'
import { address, rows } from '../../../src/packages/issue/similar/rows'
import { line } from '../../../src/lib/time'
import { days, hours, moment } from '../../../src/components/hy-told/times'

const like = (id: number, more: Partial<Summary> = {}): Summary => ({
  id, number: `20261125-${id}`, title: '路灯不亮', category: 'lamp', category_name: '路灯', state: 'in_progress', state_text: '办理中', place_text: '', micro_grid: { id: 1, name: '01-01 微网格' }, grid: null,
  created_at: '2026-11-23T04:00:00Z', updated_at: '2026-11-23T04:00:00Z', due_at: '2026-11-30T04:00:00Z', next_due_at: '2026-11-30T04:00:00Z', overdue: false, escalated: false, next_text: '', owner: null,
  mine: false, people: 1, joined: false, reopened_count: 0, version: 1, ...more,
} as Summary)

describe('what is alike', () => {
  const draft = { category: 'lamp', words: ' 路灯不亮 ', place: '', microGrid: 0 }
  it('is asked for once there is a category and a word, with all that was written', () => {
    expect(address({ ...draft, category: '' })).toBe('')
    expect(address({ ...draft, words: '灯 ' })).toBe('')
    expect(address({ ...draft, place: '东侧', microGrid: 4 })).toBe(`/v1/issues/similar?category=lamp&q=${encodeURIComponent('路灯不亮 东侧')}&micro_grid=4`)
    expect(address(draft)).toBe(`/v1/issues/similar?category=lamp&q=${encodeURIComponent('路灯不亮')}`)
  })
  it('asks with no more than the server takes', () => {
    expect(decodeURIComponent(address({ ...draft, words: '灯'.repeat(900) })).match(/灯/g)).toHaveLength(200)
  })
  it('is told by place, day and how many met it', () => {
    expect(rows([like(1, { people: 3 })], [], true)).toEqual([{ id: 1, title: '路灯不亮', facts: line('01-01 微网格', '11月23日反映'), state: '办理中', tone: 'primary', photo: '', met: '3 人遇到', joins: true, decided: false }])
  })
  it('is not joined twice, nor by who reported or handles it', () => {
    expect(rows([like(1, { mine: true }), like(2, { joined: true }), like(3)], [], true).map((r) => [r.met, r.joins, r.decided])).toEqual([['您反映过', false, false], ['您已加入', false, true], ['', true, false]])
    expect(rows([like(1, { mine: true })], [], false).map((r) => [r.met, r.joins])).toEqual([['', false]])
  })
  it('stays away once it was put aside', () => {
    expect(rows([like(1), like(2)], [1], true).map((r) => r.id)).toEqual([2])
  })
})

describe('a matter of neighbours', () => {
  const matter = (more: Partial<Issue>) => like(1, more) as Issue
  it('can be joined while it is open, and left whenever', () => {
    expect(follows(matter({}))).toBe('join')
    expect(follows(matter({ next_due_at: null }))).toBe('')
    expect(follows(matter({ joined: true, next_due_at: null }))).toBe('leave')
  })
  it('is nothing to join for who reported or handles it', () => {
    expect(follows(matter({ mine: true }))).toBe('')
    expect(follows(matter({ owner: { id: 2, name: '张春梅' }, joined: true }))).toBe('')
  })
})

describe('when a reply was told', () => {
  const now = new Date(2026, 10, 25, 9, 40)
  it('is on one of the last days, over the end of a month', () => {
    expect(days(now).map((d) => d.label).slice(0, 3)).toEqual(['今天 · 11月25日', '昨天 · 11月24日', '前天 · 11月23日'])
    expect(days(new Date(2026, 11, 1, 8)).map((d) => d.value)[1]).toBe('2026-11-30')
  })
  it('is a half hour that is over', () => {
    expect(hours('2026-11-25', now).map((h) => h.value)).toEqual(['09:30', '09:00', '08:30', '08:00', '07:30', '07:00', '06:30', '06:00'])
    expect(hours('2026-11-24', now)).toHaveLength(33)
    expect(hours('2026-11-25', new Date(2026, 10, 25, 5))).toEqual([])
    expect(new Date(moment('2026-11-25', '09:30')).getMinutes()).toBe(30)
  })
})
