import { day as inWords } from '../../lib/time'
import { WHEN } from '../../texts/behalf'

export interface Option { value: string; label: string }

const DAYS = 7 // how far back somebody still notes it
const [FIRST_HOUR, LAST_HOUR] = [6, 22]
const two = (n: number) => String(n).padStart(2, '0')
const date = (t: Date) => `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}`

/** The last days, today first. */
export function days(now = new Date()): Option[] {
  return Array.from({ length: DAYS }, (_, back) => {
    const t = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back, 12)
    return { value: date(t), label: [WHEN.days[back], inWords(t.toISOString(), now)].filter(Boolean).join(' · ') }
  })
}

/** The half hours of a day that are over, the latest first. */
export function hours(day: string, now = new Date()): Option[] {
  const all = Array.from({ length: (LAST_HOUR - FIRST_HOUR) * 2 + 1 }, (_, i) => `${two(FIRST_HOUR + Math.floor(i / 2))}:${i % 2 ? '30' : '00'}`)
  return all.filter((hour) => new Date(moment(day, hour)) <= now).reverse().map((hour) => ({ value: hour, label: hour }))
}

/** A day and an hour by the phone's own clock, as the server takes it. */
export const moment = (day: string, hour: string): string => new Date(`${day}T${hour}:00`).toISOString()
