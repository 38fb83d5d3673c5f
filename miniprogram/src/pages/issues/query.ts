import type { Counts } from '../../api/types'
import { FILTERS } from '../../texts/issue'

export type Scope = 'mine' | 'public'
export type Filter = (typeof FILTERS)[number]['name']

/** What the list shows: mine by state, public by category. */
export interface Looking { scope: Scope; filter: Filter; category: string }

const MOST = 100 // items of one answer, by the contract
const PAGE = 20

/** The query of the next items; without a cursor of the first, at least as many as are shown already. */
export function query(look: Looking, cursor: string, shown = 0): string {
  const states = look.scope === 'mine' ? FILTERS.find((f) => f.name === look.filter)!.states : []
  const parts = [`scope=${look.scope}`, states.length ? `state=${states.join(',')}` : '', look.scope === 'public' && look.category ? `category=${encodeURIComponent(look.category)}` : '',
    cursor ? `cursor=${encodeURIComponent(cursor)}` : `limit=${Math.min(Math.max(shown, PAGE), MOST)}`]
  return parts.filter(Boolean).join('&')
}

/** The filters with how many issues each has. */
export function filters(counts: Counts): { name: Filter; label: string; count: string }[] {
  const upTo = (n: number) => (n === 0 ? '' : n >= counts.most ? `${counts.most}+` : String(n))
  return FILTERS.map((f) => ({ name: f.name, label: f.label, count: upTo(f.name === 'all' ? counts.total : f.states.reduce((n, state) => n + counts[state], 0)) }))
}
