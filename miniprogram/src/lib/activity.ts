import type { Activity, Shift } from '../api/types'
import { ACTIVITY } from '../texts/activity'
import { day } from './time'

/** By number, as Date has them. */
export const WEEKDAYS = '日一二三四五六'
const two = (n: number) => String(n).padStart(2, '0')

/** A day as it counts, such as 2026-11-27, by the phone's own clock. */
export const dateOf = (t: Date): string => `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}`

/** A day in words, such as 11月27日 周五; 今天 and 明天 by name. */
export function dayName(text: string, now = new Date()): string {
  const t = new Date(text)
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1)
  const name = dateOf(t) === dateOf(now) ? ACTIVITY.today : dateOf(t) === dateOf(tomorrow) ? ACTIVITY.tomorrow : day(text, now)
  return `${name} 周${WEEKDAYS[t.getDay()]!}`
}

/** An hour, such as 09:30. */
export const hour = (text: string): string => `${two(new Date(text).getHours())}:${two(new Date(text).getMinutes())}`

/** From when until when, such as 11月27日 周五 14:00–16:00. */
export function span(from: string, until: string, now = new Date()): string {
  const end = dateOf(new Date(from)) === dateOf(new Date(until)) ? hour(until) : `${dayName(until, now)} ${hour(until)}`
  return `${dayName(from, now)} ${hour(from)}–${end}`
}

/** How many places are left, or how long the line is. */
export function room({ capacity, taken, waiting }: Pick<Shift, 'capacity' | 'taken' | 'waiting'>): string {
  if (waiting > 0) return ACTIVITY.line(waiting)
  return taken < capacity ? ACTIVITY.free(capacity - taken) : ACTIVITY.full
}

/** What is said of an activity beside its name. */
export function standing(a: Activity, now = new Date()): string {
  if (a.cancelled) return ACTIVITY.cancelled
  if (new Date(a.ends_at) <= now) return ACTIVITY.over
  return a.mine ? ACTIVITY.mine : room(a)
}
