import type { GroupTicket } from '../../api/types'

const KEY = 'group-ticket'

/** A binding that is under way on this phone. The card does not hold it: a card carries no rights. */
interface Kept extends GroupTicket { group: number }

export function keepTicket(group: number, ticket: GroupTicket) { wx.setStorageSync(KEY, { ...ticket, group } satisfies Kept) }

export function forgetTicket() { wx.removeStorageSync(KEY) }

/** The ticket for a group, while it is good. */
export function ticketFor(group: number, now = Date.now()): Kept | null {
  const kept = wx.getStorageSync(KEY) as Kept | ''
  return kept && kept.group === group && Date.parse(kept.until) > now ? kept : null
}
