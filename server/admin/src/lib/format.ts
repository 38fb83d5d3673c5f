import { texts } from '@/texts/common'

const t = texts.time
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const zone = 'Asia/Shanghai'

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit',
})

interface Wall { year: number; month: number; day: number; clock: string; index: number }

/** What a clock and a calendar on the wall in Shanghai show. */
function wall(at: Date): Wall {
  const p = Object.fromEntries(parts.formatToParts(at).map((x) => [x.type, x.value]))
  const [year, month, d] = [Number(p.year), Number(p.month), Number(p.day)]
  return { year, month, day: d, clock: `${p.hour}:${p.minute}`, index: Date.UTC(year, month - 1, d) / day }
}

/** A time as people say it: 今天 09:30, 11月3日 09:30, 2025年11月3日. */
export function when(iso: string | null | undefined, now = new Date()): string {
  if (!iso || Number.isNaN(Date.parse(iso))) return t.none
  const [a, b] = [wall(new Date(iso)), wall(now)]
  const near: Record<number, string> = { 0: t.today, 1: t.tomorrow, [-1]: t.yesterday }
  const word = near[a.index - b.index]
  if (word) return `${word} ${a.clock}`
  if (a.year === b.year) return `${a.month}月${a.day}日 ${a.clock}`
  return `${a.year}年${a.month}月${a.day}日`
}

/** The full time, for titles. */
export function exact(iso: string | null | undefined): string {
  if (!iso || Number.isNaN(Date.parse(iso))) return ''
  const a = wall(new Date(iso))
  return `${a.year}年${a.month}月${a.day}日 ${a.clock}`
}

/** The date alone, for terms of office. */
export function date(iso: string | null | undefined): string {
  if (!iso || Number.isNaN(Date.parse(iso))) return t.none
  const a = wall(new Date(iso))
  return `${a.year}-${String(a.month).padStart(2, '0')}-${String(a.day).padStart(2, '0')}`
}

function span(ms: number): string {
  if (ms >= day) return `${Math.floor(ms / day)} ${t.day}`
  if (ms >= hour) return `${Math.floor(ms / hour)} ${t.hour}`
  return `${Math.max(1, Math.floor(ms / minute))} ${t.minute}`
}

export type Urgency = 'none' | 'calm' | 'soon' | 'over'

/** How much time a matter has left, and how pressing that is. */
export function due(iso: string | null | undefined, now = new Date()): { text: string; urgency: Urgency } {
  if (!iso || Number.isNaN(Date.parse(iso))) return { text: t.none_due, urgency: 'none' }
  const left = Date.parse(iso) - now.getTime()
  if (left < 0) return { text: t.overdue(span(-left)), urgency: 'over' }
  return { text: t.left(span(left)), urgency: left < day ? 'soon' : 'calm' }
}

/** A share of one as a percentage that never rounds up to a perfect 100. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return t.none
  return `${(Math.floor(Math.max(0, Math.min(1, share)) * 1000) / 10).toFixed(1).replace(/\.0$/, '')}%`
}

/** Midnight in Shanghai at the start of a calendar day such as 2026-01-31. */
export const startOfDay = (d: string): string => new Date(`${d}T00:00:00+08:00`).toISOString()

/** The last second of a calendar day in Shanghai. */
export const endOfDay = (d: string): string => new Date(`${d}T23:59:59+08:00`).toISOString()

/** How large a file is, as people say it. */
export function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
