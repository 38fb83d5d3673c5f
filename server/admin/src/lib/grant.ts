import type { Community, Grant, Grid } from '@/api/types'

/** The name of the place that a grant is for; '' is everywhere. */
export function placeOf(grant: Grant, communities: Community[], grids: Grid[] = []): string {
  if (!grant.community_id) return ''
  const grid = grids.find((g) => g.id === grant.grid_id)
  const micro = grid?.micro_grids.find((m) => m.id === grant.micro_grid_id)
  const community = communities.find((c) => c.id === grant.community_id)?.name ?? ''
  return [community, grid?.name, micro?.name].filter(Boolean).join(' ')
}
