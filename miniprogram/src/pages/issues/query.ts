import type { Counts } from '../../api/types'
import { part, search } from '../../lib/list'
import { FILTERS } from '../../texts/issue'
import { PUBLIC } from '../../texts/neighbours'

export type Scope = 'mine' | 'joined' | 'public'
/** The parts of the public list. */
export type Part = (typeof PUBLIC)[number]['name']
export type Filter = (typeof FILTERS)[number]['name']

/** What the list shows: mine by state, public by part and category. */
export interface Looking { scope: Scope; filter: Filter; part: Part; category: string }

/** The query of the next items; without a cursor of the first, at least as many as are shown already. */
export function query(look: Looking, cursor: string, shown = 0): string {
  const { scope } = look
  const state = scope === 'public' ? look.part : scope === 'mine' ? FILTERS.find((f) => f.name === look.filter)!.states.join(',') : ''
  return search({ scope, state, category: scope === 'public' ? look.category : '', ...part(cursor, shown) })
}

/** The filters with how many issues each has. */
export function filters(counts: Counts): { name: Filter; label: string; count: string }[] {
  const upTo = (n: number) => (n === 0 ? '' : n >= counts.most ? `${counts.most}+` : String(n))
  return FILTERS.map((f) => ({ name: f.name, label: f.label, count: upTo(f.name === 'all' ? counts.total : f.states.reduce((n, state) => n + counts[state], 0)) }))
}
