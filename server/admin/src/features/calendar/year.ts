import type { CalendarDay } from '@/api/types'
import { texts } from '@/texts/calendar'

/** What a day is: as its weekday has it, or otherwise by decree. */
export type Kind = 'work' | 'rest' | 'holiday' | 'shifted' | 'unknown'

export interface Cell { day: string; date: number; kind: Kind; name: string }
export interface Month { month: number; /** How many cells stand empty before the first. */ lead: number; cells: Cell[]; /** What is special in it, in words. */ notes: string[] }

const two = (n: number) => String(n).padStart(2, '0')

/** 0 is Monday. */
const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

export function kindOf(d: CalendarDay | undefined): Kind {
  if (!d) return 'unknown'
  const weekend = weekday(d.day) >= 5
  if (d.work) return weekend ? 'shifted' : 'work'
  return weekend && !d.name ? 'rest' : 'holiday'
}

/** Days of one name and kind that follow each other, as people say them. */
function notes(month: number, cells: Cell[]): string[] {
  const spans: { from: Cell; until: Cell }[] = []
  for (const c of cells) {
    const last = spans.at(-1)
    if (!c.name) continue
    if (last && last.until.date === c.date - 1 && last.from.name === c.name && last.from.kind === c.kind) last.until = c
    else spans.push({ from: c, until: c })
  }
  return spans.map(({ from, until }) => texts.span(`${month}/${from.date}`, `${month}/${until.date}`, from.name))
}

/** The twelve months of a year. */
export function monthsOf(year: number, days: CalendarDay[]): Month[] {
  const known = new Map(days.map((d) => [d.day, d]))
  return Array.from({ length: 12 }, (_, i) => {
    const month = i + 1
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
    const cells = Array.from({ length }, (_, n): Cell => {
      const day = `${year}-${two(month)}-${two(n + 1)}`
      const d = known.get(day)
      return { day, date: n + 1, kind: kindOf(d), name: d?.name ?? '' }
    })
    return { month, lead: weekday(cells[0]!.day), cells, notes: notes(month, cells) }
  })
}

/** Whether a day with this work would differ from its weekday, and so needs a name. */
export const differs = (day: string, work: boolean): boolean => work === weekday(day) >= 5

/** 2026-01-05 as 1月5日. */
export const spoken = (day: string): string => {
  const [, m, d] = day.split('-').map(Number)
  return `${m}月${d}日`
}
