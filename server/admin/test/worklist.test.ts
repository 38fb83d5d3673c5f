import { describe, expect, it } from 'vitest'
import type { Counts } from '@/api/types'
import { readSaved, same, withSaved, writeSaved } from '@/features/issue/saved'
import { asked, countOf, isNarrowed, narrowed, sortOf, sortsOf, spec, tabs } from '@/features/issue/worklist'
import { readFilters } from '@/lib/query'

const counts: Counts = { submitted: 1, accepted: 2, in_progress: 4, waiting_reporter: 8, suspended: 0, checking: 0, handled: 16, closed: 32, withdrawn: 64, total: 127, overdue: 3, to_tell: 0, most: 1000 }

describe('the work list', () => {
  it('begins with what somebody must work on, the nearest date first', () => {
    expect(asked({}, 7)).toEqual({
      scope: 'work', community: 7, category: undefined, grid: undefined, micro_grid: undefined, q: undefined, overdue: undefined, due_today: undefined, answered_week: undefined, to_tell: undefined,
      state: 'submitted,accepted,in_progress,waiting_reporter,suspended,checking', sort: 'due',
    })
  })

  it('asks for no state at all in the last tab', () => expect(asked({ state: 'all' }, 7).state).toBeUndefined())

  it('never sorts ended issues by a date that they no longer have', () => {
    for (const state of ['handled', 'closed', 'withdrawn', 'all'] as const) {
      expect(sortsOf(state)).not.toContain('due')
      expect(sortOf({ state, sort: 'due' })).toBe('newest')
    }
    expect(sortOf({ state: 'submitted', sort: 'oldest' })).toBe('oldest')
  })

  it('cannot look for overdue ones among the ended', () => {
    expect(narrowed({ state: 'closed', overdue: true }, 1).overdue).toBeUndefined()
    expect(narrowed({ state: 'all', overdue: true }, 1).overdue).toBe(true)
  })

  it('looks for what is due today or was closed lately only where there can be any', () => {
    expect(narrowed({ due_today: true }, 1).due_today).toBe(true)
    expect(narrowed({ state: 'handled', due_today: true }, 1).due_today).toBeUndefined()
    expect(narrowed({ state: 'all', answered_week: true }, 1).answered_week).toBe(true)
    expect(narrowed({ answered_week: true }, 1).answered_week).toBeUndefined()
  })

  it('names the micro-grid alone, as it lies in its grid', () => {
    expect(narrowed({ grid: 2, micro_grid: 9 }, 1)).toMatchObject({ grid: undefined, micro_grid: 9 })
    expect(narrowed({ grid: 2 }, 1)).toMatchObject({ grid: 2 })
  })

  it('asks for no more words than the server takes', () => expect(Array.from(narrowed({ q: '💡'.repeat(60) }, 1).q ?? '')).toHaveLength(50))

  it('counts each tab', () => {
    expect(tabs.map((t) => countOf(counts, t))).toEqual([15, 1, 2, 4, 8, 0, 0, 16, 32, 64, 127])
  })

  it('is narrowed by anything but tab and order', () => {
    expect(isNarrowed({ state: 'closed', sort: 'oldest' })).toBe(false)
    for (const f of [{ q: '灯' }, { overdue: true }, { grid: 1 }, { category: 'lamp' }]) expect(isNarrowed(f)).toBe(true)
  })

  it('ignores a state that is none', () => expect(readFilters(spec, { state: 'sleeping', q: '灯' })).toEqual({ q: '灯' }))
})

describe('saved filters', () => {
  const store = (text?: string) => {
    const kept = new Map<string, string>(text === undefined ? [] : [['huiyin.issues.1.2', text]])
    return { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v) } as unknown as Storage
  }

  it('come back for the same account and community only', () => {
    const storage = store()
    const all = [{ name: '超期', filters: { overdue: true, grid: 3 } }]
    writeSaved(1, 2, all, storage)
    expect(readSaved(1, 2, storage)).toEqual(all)
    expect(readSaved(1, 3, storage)).toEqual([])
    expect(readSaved(2, 2, storage)).toEqual([])
  })

  it.each([['nonsense', '{'], ['no list', '{"a":1}'], ['no names', '[{"query":{}},{"name":"","query":{}},null,3]'], ['no filters', '[{"name":"x"}]']])(
    'survive %s in the browser', (_, text) => expect(readSaved(1, 2, store(text))).toEqual([]))

  it('drop a filter that is no longer known', () => {
    expect(readSaved(1, 2, store('[{"name":"旧","query":{"colour":"red","q":"灯"}}]'))).toEqual([{ name: '旧', filters: { q: '灯' } }])
  })

  it('replace their namesake and forget the oldest of too many', () => {
    const two = [{ name: 'a', filters: {} }, { name: 'b', filters: {} }]
    expect(withSaved(two, { name: 'a', filters: { q: 'x' } })).toEqual([{ name: 'a', filters: { q: 'x' } }, two[1]])
    const many = Array.from({ length: 12 }, (_, n) => ({ name: String(n), filters: {} }))
    expect(withSaved(many, { name: 'new', filters: {} }).map((s) => s.name)).toEqual([...many.slice(1).map((s) => s.name), 'new'])
  })

  it('know the list that they show', () => {
    expect(same({ q: 'x', grid: 1 }, { grid: 1, q: 'x', overdue: undefined })).toBe(true)
    expect(same({ q: 'x' }, { q: 'y' })).toBe(false)
  })
})
