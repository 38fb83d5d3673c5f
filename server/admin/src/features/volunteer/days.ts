import type { Activity, BoothDraft, ShiftPlan } from '@/api/types'
import { texts as t } from '@/texts/volunteer'

const DAY = 86_400_000
const two = (n: number) => String(n).padStart(2, '0')
const clockOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })
const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

/** What a clock on the wall shows, such as 09:30. */
export const clock = (iso: string): string => clockOf.format(new Date(iso))
/** The day of a moment, such as 2026-11-27. */
export const dayAt = (iso: string): string => dayOf.format(new Date(iso))
export const today = (): string => dayAt(new Date().toISOString())

const utc = (day: string) => new Date(`${day}T00:00:00Z`)
/** 0 is Sunday. */
export const weekdayOf = (day: string): number => utc(day).getUTCDay()
export const plus = (day: string, n: number): string => new Date(utc(day).getTime() + n * DAY).toISOString().slice(0, 10)
export const monday = (day: string): string => plus(day, -((weekdayOf(day) + 6) % 7))

/** 2026-11-27 as 11月27日 周五. */
export function spoken(day: string): string {
  const [, m, d] = day.split('-').map(Number)
  return `${m}月${d}日 ${t.weekday(weekdayOf(day))}`
}

/** From when until when, as people say it. */
export function span(from: string, until: string): string {
  const [a, b] = [dayAt(from), dayAt(until)]
  return t.span(spoken(a), clock(from), a === b ? clock(until) : `${spoken(b)} ${clock(until)}`)
}

/** The days that a month's page shows: whole weeks, from a Monday on. */
export function monthDays(day: string): string[] {
  const first = monday(`${day.slice(0, 7)}-01`)
  const [y, m] = day.split('-').map(Number)
  const last = `${day.slice(0, 7)}-${two(new Date(Date.UTC(y!, m!, 0)).getUTCDate())}`
  const days = Array.from({ length: 42 }, (_, n) => plus(first, n))
  return days.slice(0, Math.ceil((days.indexOf(last) + 1) / 7) * 7)
}

/** The first of the month so many months on. */
export function turnMonth(day: string, n: number): string {
  const [y, m] = day.split('-').map(Number)
  return new Date(Date.UTC(y!, m! - 1 + n, 1)).toISOString().slice(0, 10)
}

/** Activities that are one thing to whoever looks at a calendar: a series is held at many places at once. */
export interface Entry { key: string; time: string; title: string; activities: Activity[]; off: boolean }

/** A day's activities, those of one series and hour together. */
export function entries(list: Activity[]): Entry[] {
  const found = new Map<string, Entry>()
  for (const a of list) {
    const time = clock(a.starts_at)
    const key = a.series_id ? `${a.series_id}-${time}-${a.title}-${a.cancelled}` : `one-${a.id}`
    const entry = found.get(key) ?? { key, time, title: a.title, activities: [], off: a.cancelled }
    entry.activities.push(a)
    found.set(key, entry)
  }
  return [...found.values()].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}

/** Activities by the day on which they begin; what began before is on the first day. */
export function byDay(list: Activity[], first: string): Map<string, Activity[]> {
  const days = new Map<string, Activity[]>()
  for (const a of list) {
    const begun = dayAt(a.starts_at)
    const day = begun < first ? first : begun
    days.set(day, [...(days.get(day) ?? []), a])
  }
  return days
}

/** A shift as it is typed. */
export interface TypedShift { name: string; from: string; minutes: string; capacity: string; skills: string; needs: string[] }
export const blankShift = (from = '09:00'): TypedShift => ({ name: '', from, minutes: '120', capacity: '20', skills: '', needs: [] })
const whole = (text: string, least: number, most: number) => /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most
export const fits = (s: TypedShift): boolean => /^\d\d:\d\d$/.test(s.from) && whole(s.minutes, 10, 1440) && whole(s.capacity, 1, 10_000)

export const planOf = (s: TypedShift): ShiftPlan => ({ name: s.name.trim(), skills: s.skills.trim(), needs: s.needs, from: s.from, minutes: Number(s.minutes), capacity: Number(s.capacity) })
/** The shift on a day. */
export function shiftOn(day: string, s: TypedShift) {
  const starts = new Date(`${day}T${s.from}:00+08:00`)
  return { name: s.name.trim(), skills: s.skills.trim(), needs: s.needs, starts_at: starts.toISOString(), ends_at: new Date(starts.getTime() + Number(s.minutes) * 60_000).toISOString(), capacity: Number(s.capacity) }
}
export const typedPlan = (p: ShiftPlan): TypedShift => ({ name: p.name ?? '', from: p.from, minutes: String(p.minutes), capacity: String(p.capacity), skills: p.skills ?? '', needs: p.needs ?? [] })
/** When a series is held, in words. */
export function ruleText(r: { weekday: number; nth?: number; until?: string | undefined; on_holidays?: boolean }): string {
  const d = t.weekday(r.weekday)
  const often = r.nth ? t.series.monthly(t.form.nths[String(r.nth) as keyof typeof t.form.nths] ?? '', d) : t.series.weekly(d)
  return [often, r.until ? t.series.until(r.until) : '', r.on_holidays ? t.series.holidays : t.series.skips].filter(Boolean).join('，')
}

/** A booth of a fair as it is typed. */
export interface TypedBooth { name: string; from: string; until: string; minutes: string; capacity: string }
export const blankBooth = (): TypedBooth => ({ name: '', from: '09:00', until: '11:00', minutes: '20', capacity: '4' })
export const boothFits = (b: TypedBooth): boolean => !!b.name.trim() && /^\d\d:\d\d$/.test(b.from) && /^\d\d:\d\d$/.test(b.until) && b.from < b.until && whole(b.minutes, 5, 1440) && whole(b.capacity, 1, 10_000)
/** The booth on a day. */
export const boothOn = (day: string, b: TypedBooth): BoothDraft => ({
  name: b.name.trim(), starts_at: new Date(`${day}T${b.from}:00+08:00`).toISOString(), ends_at: new Date(`${day}T${b.until}:00+08:00`).toISOString(), minutes: Number(b.minutes), capacity: Number(b.capacity),
})
