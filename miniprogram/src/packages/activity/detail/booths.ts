import type { Shift, Signup } from '../../../api/types'
import { dayName, hour } from '../../../lib/activity'
import { BOOTH } from '../../../texts/activity'

interface Slot { id: number; when: string; room: string; open: boolean; full: boolean; mine: boolean }

/** A booth of a fair, with its slots one after another. */
export interface Booth { name: string; day: string; slots: Slot[]; mine: Signup[] }

const slot = (s: Shift): Slot => ({
  id: s.id, when: `${hour(s.starts_at)}–${hour(s.ends_at)}`, open: s.open, full: s.waiting > 0 || s.taken >= s.capacity, mine: s.mine.length > 0,
  room: s.open ? (s.waiting > 0 ? BOOTH.line(s.waiting) : s.taken < s.capacity ? BOOTH.free(s.capacity - s.taken) : BOOTH.full) : BOOTH.closed,
})

/** The booths of a fair in the order of their first slots; none elsewhere. */
export function booths(shifts: Shift[]): Booth[] {
  const out: Booth[] = []
  for (const s of shifts.filter((each) => each.booth)) {
    let booth = out.find((b) => b.name === s.booth)
    if (!booth) out.push(booth = { name: s.booth, day: dayName(s.starts_at), slots: [], mine: [] })
    booth.slots.push(slot(s))
    booth.mine.push(...s.mine)
  }
  return out
}
