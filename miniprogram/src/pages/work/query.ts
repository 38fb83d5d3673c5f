import type { Counts } from '../../api/types'
import { part, search } from '../../lib/list'
import { upTo } from '../../texts/home'
import { WORK } from '../../texts/work'

/** What the list shows: what is to be done, a part of that, what waits for whoever takes it first, what is to be told in person, or what is done. */
export type Filter = 'open' | 'pool' | 'fresh' | 'today' | 'late' | 'asked' | 'tell' | 'handled' | 'closed'

const OPEN = ['submitted', 'accepted', 'in_progress', 'waiting_reporter', 'suspended', 'checking'] as const

const NARROWED: Record<Filter, Record<string, string | boolean>> = {
  open: { state: OPEN.join(',') }, fresh: { state: 'submitted' }, today: { due_today: true }, late: { overdue: true }, asked: { state: 'waiting_reporter' },
  pool: { scope: 'pool' }, tell: { to_tell: true }, handled: { state: 'handled' }, closed: { state: 'closed' },
}

const SORTS: Partial<Record<Filter, string>> = { tell: 'oldest', handled: 'newest', closed: 'newest' }

/** The query of a list: what is to be done by its deadline, the rest by when it came. */
export function query(filter: Filter, words: string, cursor: string, shown = 0): string {
  return search({ scope: 'work', ...NARROWED[filter], sort: SORTS[filter] ?? 'due', q: words.trim(), ...part(cursor, shown) })
}

export interface Figure { name: Filter; label: string; value: string; late: boolean }

const open = (c: Counts) => OPEN.reduce((n, state) => n + c[state], 0)

/** The figures of the day, each the door to its list. */
export const tiles = (all: Counts, today: Counts): Figure[] => [
  { name: 'fresh', label: WORK.tiles.fresh, value: upTo(all.submitted, all.most), late: false },
  { name: 'today', label: WORK.tiles.today, value: upTo(open(today), all.most), late: false },
  { name: 'late', label: WORK.tiles.late, value: upTo(all.overdue, all.most), late: all.overdue > 0 },
  { name: 'asked', label: WORK.tiles.asked, value: upTo(all.waiting_reporter, all.most), late: false },
]

/** The larger parts of the work, with how many each has; what waits for whoever takes it first, and what is to be told, only where there is any. */
export function scopes(all: Counts, pool: Counts, now: Filter): { name: Filter; label: string; count: string }[] {
  const count = (n: number) => (n === 0 ? '' : upTo(n, all.most))
  return [
    { name: 'open', label: WORK.scopes.open, count: count(open(all)) },
    ...(pool.submitted > 0 || now === 'pool' ? [{ name: 'pool' as const, label: WORK.scopes.pool, count: count(pool.submitted) }] : []),
    ...(all.to_tell > 0 || now === 'tell' ? [{ name: 'tell' as const, label: WORK.scopes.tell, count: count(all.to_tell) }] : []),
    { name: 'handled', label: WORK.scopes.handled, count: count(all.handled) },
    { name: 'closed', label: WORK.scopes.closed, count: count(all.closed) },
  ]
}
