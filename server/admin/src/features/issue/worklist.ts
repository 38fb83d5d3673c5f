import type { Category, Counts, Sort, State } from '@/api/types'
import type { Filters, Spec } from '@/lib/query'

const open: State[] = ['submitted', 'accepted', 'in_progress', 'waiting_reporter', 'suspended', 'checking']
const ended: State[] = ['handled', 'closed', 'withdrawn']

/** What the list can be cut to: one state, those that somebody must work on, or all. */
export const tabs = ['open', ...open, ...ended, 'all'] as const
export type Tab = State | 'open' | 'all'

/** The list's filters in the address. */
export const spec = {
  state: tabs as readonly Tab[], category: 'text', grid: 'number', micro_grid: 'number', q: 'text', overdue: 'flag', due_today: 'flag', answered_week: 'flag', to_tell: 'flag', pool: 'flag',
  sort: ['due', 'newest', 'oldest'] as readonly Sort[],
} satisfies Spec
export type Work = Filters<typeof spec>

/** The tabs of the first row, and those into which the first of them is cut. */
export const stageTabs: Tab[] = ['open', ...ended, 'all']
export const openTabs: Tab[] = open

/** The tab of the first row under which a tab lies. */
export const stageOf = (tab: Tab): Tab => (open.includes(tab as State) ? 'open' : tab)

export const tabOf = (f: Work): Tab => f.state ?? 'open'

/** Whether the tab has issues that still have a date to keep. */
export const hasDates = (tab: Tab): boolean => !ended.includes(tab as State)

/** Whether the tab has issues that were answered. */
export const hasAnswers = (tab: Tab): boolean => tab === 'handled' || tab === 'closed' || tab === 'all'

/** The orders that make sense in a tab: by date only where every issue has one. */
export const sortsOf = (tab: Tab): Sort[] => (hasDates(tab) && tab !== 'all' ? ['due', 'newest', 'oldest'] : ['newest', 'oldest'])

export function sortOf(f: Work): Sort {
  const possible = sortsOf(tabOf(f))
  return f.sort && possible.includes(f.sort) ? f.sort : possible[0]!
}

/** The filters as the server's list and counts understand them, without tab and order. */
export function narrowed(f: Work, community: number) {
  return {
    scope: f.pool ? ('pool' as const) : ('work' as const), community: community || undefined, category: f.category, grid: f.micro_grid ? undefined : f.grid, micro_grid: f.micro_grid,
    q: f.q && Array.from(f.q).slice(0, 50).join(''), overdue: (f.overdue && hasDates(tabOf(f))) || undefined,
    due_today: (f.due_today && hasDates(tabOf(f))) || undefined, answered_week: (f.answered_week && hasAnswers(tabOf(f))) || undefined,
    to_tell: (f.to_tell && hasAnswers(tabOf(f))) || undefined,
  }
}

/** The whole question for the list. */
export function asked(f: Work, community: number) {
  const tab = tabOf(f)
  return { ...narrowed(f, community), state: tab === 'all' ? undefined : tab === 'open' ? open.join(',') : tab, sort: sortOf(f) }
}

/** How many issues a tab has. */
export function countOf(c: Counts, tab: Tab): number {
  if (tab === 'all') return c.total
  return tab === 'open' ? open.reduce((n, s) => n + c[s], 0) : c[tab]
}

/** Whether anything but tab and order narrows the list. */
export const isNarrowed = ({ state: _, sort: __, ...rest }: Work): boolean => Object.values(rest).some(Boolean)

/** A category's name, also for a code that the community no longer uses. */
export const categoryName = (all: Category[], code: string): string => all.find((c) => c.code === code)?.name ?? code
