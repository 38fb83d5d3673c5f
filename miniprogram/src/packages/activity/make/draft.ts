import type { components } from '../../../api/schema'
import type { Me } from '../../../api/types'
import { dateOf, dayName } from '../../../lib/activity'
import { MAKE } from '../../../texts/organise'

export type Draft = components['schemas']['VolunteerDraft']
export type SeriesDraft = components['schemas']['VolunteerSeriesDraft']
type Place = Pick<Draft, 'community_id' | 'grid_id' | 'micro_grid_id'>

/** How often it is held. */
export type Repeat = 'once' | 'week' | 'month'

/** A part of the day, as it is filled in. */
export interface Part { from: string; hours: number; capacity: string }
/** A booth of a fair, as it is filled in: one slot of so many minutes after another. */
export interface Booth { name: string; from: string; hours: number; minutes: number; capacity: string }
/** Everything that is filled in. */
export interface Form { repeat: Repeat; kind: string; title: string; area: number; place: string; day: string; fair: boolean; parts: Part[]; booths: Booth[]; needs: string[]; near: boolean; children: boolean; bring: string; text: string }

const DAYS = 90
const [FIRST_HOUR, LAST_HOUR] = [6, 21]
const two = (n: number) => String(n).padStart(2, '0')

export const blank = (): Form => ({ repeat: 'once', kind: '', title: '', area: 0, place: '', day: '', fair: false, parts: [part()], booths: [booth()], needs: [], near: true, children: false, bring: '', text: '' })
export const part = (from = '09:00'): Part => ({ from, hours: 2, capacity: '' })
export const booth = (): Booth => ({ name: '', from: '09:00', hours: 2, minutes: 20, capacity: '1' })

/** The places where a person may hold activities: where he is in office, and the community that gave him the right. */
export function areas(person: Me, organising: number): { label: string; at: Place }[] {
  const right = organising ? [{ label: MAKE.areas.community, at: { community_id: organising } }] : []
  const offices = person.roles.filter((r) => r.role !== 'resident').map((r) => ({
    label: r.micro_grid_id ? MAKE.areas.worker : r.grid_id ? MAKE.areas.leader : MAKE.areas.community,
    at: { community_id: r.community_id, grid_id: r.grid_id, micro_grid_id: r.micro_grid_id },
  }))
  return [...offices, ...right]
}

/** The days to come, today first. */
export const days = (now = new Date()) => Array.from({ length: DAYS }, (_, n) => {
  const value = dateOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + n))
  return { value, label: dayName(`${value}T12:00:00`, now) }
})

export const hours = Array.from({ length: (LAST_HOUR - FIRST_HOUR) * 2 + 1 }, (_, i) => `${two(FIRST_HOUR + Math.floor(i / 2))}:${i % 2 ? '30' : '00'}`).map((value) => ({ value, label: value }))
const MOST_SLOTS = 100 // of an activity, by the contract
export const slotLengths = [10, 15, 20, 30, 60].map((value) => ({ value, label: MAKE.minuteText(value) }))
export const lengths = [1, 1.5, 2, 3, 4].map((value) => ({ value: String(value), label: MAKE.hourText(value) }))

/** What is still missing, in words. */
export function lacks(f: Form): string {
  if (!f.kind) return MAKE.needs.kind
  if (!f.title.trim()) return MAKE.needs.title
  if (!f.place.trim()) return MAKE.needs.place
  if (!f.day) return MAKE.needs.day
  if (f.fair && f.booths.some((b) => !b.name.trim())) return MAKE.needs.booth
  if (f.fair && slots(f).length > MOST_SLOTS) return MAKE.needs.slots
  return (f.fair ? f.booths : f.parts).every((p) => fits(p.capacity)) ? '' : MAKE.needs.capacity
}

/** Whether a number of places can be. */
export const fits = (capacity: string): boolean => /^\d{1,5}$/.test(capacity) && Number(capacity) >= 1 && Number(capacity) <= 10_000

/** The slots of a fair's booths, as parts of a series take them; the last of each is as long as the others. */
function slots(f: Form): { booth: string; from: string; minutes: number; capacity: number }[] {
  return f.booths.flatMap((b) => {
    const [h, m] = b.from.split(':').map(Number)
    return Array.from({ length: Math.floor(b.hours * 60 / b.minutes) }, (_, n) => {
      const at = h! * 60 + m! + n * b.minutes
      return { booth: b.name.trim(), from: `${two(Math.floor(at / 60))}:${two(at % 60)}`, minutes: b.minutes, capacity: Number(b.capacity) }
    })
  })
}

const boothOn = (day: string, b: Booth) => {
  const starts = new Date(`${day}T${b.from}:00`)
  return { name: b.name.trim(), starts_at: starts.toISOString(), ends_at: new Date(starts.getTime() + b.hours * 3_600_000).toISOString(), minutes: b.minutes, capacity: Number(b.capacity) }
}

function shift(day: string, p: Part, n: number, of: number, needs: string[]) {
  const starts = new Date(`${day}T${p.from}:00`)
  return { name: of > 1 ? MAKE.shift(n + 1) : '', starts_at: starts.toISOString(), ends_at: new Date(starts.getTime() + p.hours * 3_600_000).toISOString(), capacity: Number(p.capacity), needs }
}

/** As the server takes it. */
export const draft = (f: Form, at: Place): Draft => ({
  ...at, kind: f.kind, title: f.title.trim(), place: f.place.trim(), bring: f.bring.trim(), text: f.text.trim(), audience: f.near ? 'near' : 'community', children: f.children,
  ...(f.fair ? { booths: f.booths.map((b) => boothOn(f.day, b)) } : { shifts: f.parts.map((p, n) => shift(f.day, p, n, f.parts.length, f.needs)) }),
})

/** As the server takes a series: on the weekday of the first day, each week, or as the same one of each month. */
export function series(f: Form, at: Place): SeriesDraft {
  const first = new Date(`${f.day}T12:00:00`)
  const nth = Math.ceil(first.getDate() / 7)
  return {
    ...at, each: 'once', rule: { weekday: first.getDay(), from: f.day, ...(f.repeat === 'month' ? { nth: nth > 4 ? -1 : nth } : {}) }, kind: f.kind, title: f.title.trim(), place: f.place.trim(), bring: f.bring.trim(), text: f.text.trim(),
    audience: f.near ? 'near' : 'community', children: f.children,
    shifts: f.fair ? slots(f) : f.parts.map((p, n) => ({ name: f.parts.length > 1 ? MAKE.shift(n + 1) : '', from: p.from, minutes: p.hours * 60, capacity: Number(p.capacity), needs: f.needs })),
  }
}
