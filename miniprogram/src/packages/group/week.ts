import { ask } from '../../api/request'
import type { Digest } from '../../api/types'
import { day } from '../../lib/time'
import { WEEK } from '../../texts/group'

/** What a micro-grid's week looks like; null figures are not shown. */
export interface Week { title: string; days: string; calm: string; figures: { label: string; value: number }[]; items: { title: string; page: string }[] }

/** Reads the week of a micro-grid. */
export const readWeek = (micro: number): Promise<Digest> => ask<Digest>(`/v1/micro-grids/${micro}/digest`)

/** The week as both pages draw it. */
export function weekOf(d: Digest): Week {
  return {
    title: WEEK.title, days: WEEK.days(day(`${d.from}T12:00:00+08:00`), day(`${d.until}T12:00:00+08:00`)), calm: d.empty ? WEEK.calm : '',
    figures: d.empty ? [] : (['reported', 'solved', 'open'] as const).map((k) => ({ label: WEEK.labels[k], value: d[k] })),
    items: [d.policy, d.activity].filter((i) => !!i),
  }
}

/** The title of the card: what there is to tell, in a few words. */
export function cardOf(d: Digest): string {
  const told = (['reported', 'solved', 'open'] as const).filter((k) => d[k] > 0).map((k) => WEEK[k](d[k]))
  return WEEK.card(d.micro_grid_name, told.join('，') || d.policy?.title || d.activity?.title || '')
}
