import type { Compound, Grid, MicroGrid } from '@/api/types'

/** What is looked for among grids. */
export interface Wanted { words?: string; vacant?: boolean }

const has = (words: string, ...parts: (string | undefined)[]) => parts.some((p) => p?.toLowerCase().includes(words))

/**
 * The grids with what is wanted of them: micro-grids by code, name or worker;
 * all of a grid that is itself meant by code, name or leader.
 */
export function findGrids(grids: Grid[], { words = '', vacant = false }: Wanted): Grid[] {
  const w = words.trim().toLowerCase()
  if (!w && !vacant) return grids
  return grids.flatMap((g) => {
    const whole = !w || has(w, g.code === w ? g.code : undefined, g.name, g.leader?.name)
    const left = g.micro_grids.filter((m) => (whole || has(w, m.code, m.name, m.worker?.name)) && (!vacant || !m.worker))
    return left.length || (whole && vacant && !g.leader) || (whole && !vacant) ? [{ ...g, micro_grids: left }] : []
  })
}

/** How many posts nobody holds. */
export const vacancies = (g: Grid): number => g.micro_grids.filter((m) => !m.worker).length

/** Every micro-grid by its id. */
export const byId = (grids: Grid[]): Map<number, MicroGrid> => new Map(grids.flatMap((g) => g.micro_grids.map((m) => [m.id, m])))

/** The compounds with the buildings that are wanted: by name, or by their micro-grid. */
export function findBuildings(compounds: Compound[], micros: Map<number, MicroGrid>, words = ''): Compound[] {
  const w = words.trim().toLowerCase()
  if (!w) return compounds
  return compounds.flatMap((c) => {
    if (has(w, c.name)) return [c]
    const buildings = c.buildings.filter((b) => has(w, b.name) || b.micro_grid_ids.some((id) => has(w, micros.get(id)?.code, micros.get(id)?.name, micros.get(id)?.worker?.name)))
    return buildings.length ? [{ ...c, buildings }] : []
  })
}

/** The buildings that lie in no micro-grid yet. */
export const unmapped = (c: Compound): number => c.buildings.filter((b) => !b.micro_grid_ids.length).length
