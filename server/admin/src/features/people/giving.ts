import type { Grant, GrantDraft, Role } from '@/api/types'
import { invalid } from '@/api/failure'
import { endOfDay, startOfDay } from '@/lib/format'
import type { Place } from '@/lib/territory'
import { texts } from '@/texts/people'

type At = Pick<Grant, 'community_id' | 'grid_id' | 'micro_grid_id'>
const t = texts.giving

/** The roles that can be given, the mightiest first. */
export const roles: Role[] = ['admin', 'county', 'staff', 'leader', 'worker']

/** What a role is about: everywhere, a community, a grid or a micro-grid. */
export const reachOf: Record<Role, 'all' | 'community' | 'grid' | 'micro_grid'> = {
  admin: 'all', county: 'all', staff: 'community', leader: 'grid', worker: 'micro_grid', resident: 'all',
}

export type Standing = 'to_come' | 'in_force' | 'over'

/** Whether a role holds now. */
export function standing(g: Pick<Grant, 'from' | 'until'>, now = new Date()): Standing {
  if (g.until && Date.parse(g.until) <= now.getTime()) return 'over'
  return Date.parse(g.from) > now.getTime() ? 'to_come' : 'in_force'
}

const covers = (a: At, b: At) =>
  (['community_id', 'grid_id', 'micro_grid_id'] as const).every((k) => !a[k] || a[k] === b[k])

/** Whether somebody may give a role there: within his own, and never above himself. The server decides again. */
export function mayGive(held: Grant[], role: Role, at: At, now = new Date()): boolean {
  return held.some((g) => {
    const own = roles.indexOf(g.role)
    return standing(g, now) === 'in_force' && own >= 0 && own <= roles.indexOf('staff') && roles.indexOf(role) >= own && covers(g, at)
  })
}

/** The roles that somebody may give in a community. */
export const rolesToGive = (held: Grant[], community: number): Role[] =>
  roles.filter((r) => mayGive(held, r, reachOf[r] === 'all' ? {} : { community_id: community }))

/** What a form for a role holds; days are such as 2026-01-31. */
export interface Typed { role?: Role; place: Place; from: string; until: string }

/** The role that a form asks for, or what is missing in it. */
export function grantDraft({ role, place, from, until }: Typed, community: number, now = new Date()): GrantDraft {
  if (!role) throw invalid('role', t.needRole)
  const reach = reachOf[role]
  if ((reach === 'grid' || reach === 'micro_grid') && !place.grid) throw invalid('place', reach === 'grid' ? t.needGrid : t.needMicro)
  if (reach === 'micro_grid' && !place.micro_grid) throw invalid('place', t.needMicro)
  const begins = from && startOfDay(from) > now.toISOString() ? startOfDay(from) : undefined
  const ends = until ? endOfDay(until) : undefined
  if (ends && ends <= (begins ?? now.toISOString())) throw invalid('until', t.badTerm)
  return {
    role,
    community_id: reach === 'all' ? undefined : community,
    grid_id: reach === 'grid' || reach === 'micro_grid' ? place.grid : undefined,
    micro_grid_id: reach === 'micro_grid' ? place.micro_grid : undefined,
    from: begins,
    until: ends,
  }
}

/** The posts that somebody leaves behind and that the actor may hand on. */
export const postsOf = (held: Grant[], grants: Grant[], now = new Date()): Grant[] =>
  grants.filter((g) => standing(g, now) !== 'over' && mayGive(held, g.role, g, now))
