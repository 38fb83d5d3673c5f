import { computed, type ComputedRef } from 'vue'
import type { Grant, Grid } from '@/api/types'
import { date } from '@/lib/format'
import { placeOf } from '@/lib/grant'
import { useLoad } from '@/lib/load'
import { territory } from '@/lib/territory'
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

/** The names of the places that roles are for. */
export function usePosts(): { grids: ComputedRef<Grid[]>; nameOf: (g: Grant) => string } {
  const tree = useLoad(async () => (session.community ? await territory(session.community) : null))
  const grids = computed(() => (tree.value.value?.grids ?? []) as Grid[])
  return { grids, nameOf: (g) => postName(g, grids.value) }
}
