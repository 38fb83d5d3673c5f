import { api, take } from '@/api/client'
import type { Community, Grid } from '@/api/types'

const trees = new Map<number, Promise<Community>>()

/** A community with its grids and micro-grids; read once, as they change rarely. */
export function territory(community: number): Promise<Community> {
  const known = trees.get(community)
  if (known) return known
  const asked = take(api.GET('/v1/communities/{id}', { params: { path: { id: community } } }))
  asked.catch(() => trees.delete(community))
  trees.set(community, asked)
  return asked
}

/** Forgets what was read, after it was changed. */
export const forgetTerritory = () => trees.clear()

export interface Place { grid?: number; micro_grid?: number }

/** The grid in which a micro-grid lies. */
export const gridOf = (grids: Grid[], micro: number | undefined): Grid | undefined => grids.find((g) => g.micro_grids.some((m) => m.id === micro))
