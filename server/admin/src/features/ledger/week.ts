import type { WeekSum } from '@/api/types'
import { texts } from '@/texts/ledger'

/** A line of the ledger as the table shows it. */
export interface Line { key: string; name: string; level: 'community' | 'grid' | 'micro'; sum: WeekSum }

const day = 86_400_000

/** The last day of the week that begins on a Monday such as 2026-01-05. */
export const sunday = (monday: string): string => new Date(Date.parse(`${monday}T00:00:00Z`) + 6 * day).toISOString().slice(0, 10)

/** The community, its grids and, when asked for, their micro-grids. */
export function lines(sums: WeekSum[], micros: boolean): Line[] {
  const all = sums.map((sum): Line => {
    if (sum.micro_grid) return { key: `m${sum.micro_grid.id}`, name: sum.micro_grid.name, level: 'micro', sum }
    if (sum.grid) return { key: `g${sum.grid.id}`, name: sum.grid.name, level: 'grid', sum }
    return { key: 'all', name: texts.week.whole, level: 'community', sum }
  })
  return micros ? all : all.filter((l) => l.level !== 'micro')
}
