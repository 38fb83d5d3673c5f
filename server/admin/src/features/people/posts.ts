import type { Grant, Grid } from '@/api/types'
import { date } from '@/lib/format'
import { placeOf } from '@/lib/grant'
import { session } from '@/session'
import { texts as common } from '@/texts/common'
import { texts } from '@/texts/people'
import { standing } from './giving'

/** What a role is called with its place: within the community in view, without its name. */
export function postName(g: Grant, grids: Grid[]): string {
  const here = g.community_id === session.community && (g.grid_id || g.micro_grid_id)
  return texts.post(common.roles[g.role], placeOf(g, here ? [] : session.communities, grids))
}

/** What there is to say about a role's term; '' for one that holds without an end. */
export function termOf(g: Grant): string {
  const s = standing(g)
  if (s === 'over') return texts.standing.over
  if (s === 'to_come') return texts.standing.to_come(date(g.from))
  return g.until ? texts.standing.in_force(date(g.until)) : ''
}
