import type { Tile } from '@/api/types'

/** The micro-grids of one grid, with what waits in all of them. */
export interface Block { id: number; name: string; open: number; overdue: number; tiles: Tile[] }

/** Groups micro-grids by grid, in the order in which the server names them. */
export function blocks(tiles: Tile[]): Block[] {
  const all = new Map<number, Block>()
  for (const t of tiles) {
    const b = all.get(t.grid_id) ?? { id: t.grid_id, name: t.grid_name, open: 0, overdue: 0, tiles: [] }
    all.set(t.grid_id, b)
    b.tiles.push(t)
    b.open += t.open
    b.overdue += t.overdue
  }
  return [...all.values()]
}

/** How much waits in a micro-grid, as the map colours it. */
export const levels = ['none', 'few', 'some', 'many', 'over'] as const
export type Level = (typeof levels)[number]

export function levelOf(t: Pick<Tile, 'open' | 'overdue'>): Level {
  if (t.overdue > 0) return 'over'
  if (t.open === 0) return 'none'
  if (t.open <= 2) return 'few'
  return t.open <= 5 ? 'some' : 'many'
}

/** How many open issues lie in no micro-grid of the map. */
export const elsewhere = (open: number, all: Block[]): number => Math.max(0, open - all.reduce((n, b) => n + b.open, 0))

/**
 * Where an arrow key leads in a row of tiles that wraps after `columns`;
 * the same place where it leads nowhere.
 */
export function move(key: string, at: number, count: number, columns: number): number {
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: count - 1 }[key] ?? at
  return to < 0 || to >= count ? at : to
}
