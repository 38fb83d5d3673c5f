import { brings, fromGroup, opened } from './entry'
import { me } from './person'

const OWN = 'packages/group/' // pages that ask by themselves which group it was
const LANDING = '/packages/group/landing/landing'
let last = ''

/**
 * Somebody came by a card in a group, whatever page it opens: who lives nowhere
 * yet is asked to join first and then goes on, of all others the opening counts.
 */
export async function arrive() {
  if (!fromGroup()) return
  const { path, query, shareTicket = '' } = wx.getEnterOptionsSync()
  const next = `/${path}${search(query)}`
  if (path.startsWith(OWN) || last === shareTicket + next) return // or the app only came to the front again
  last = shareTicket + next
  const person = await me()
  if (person.home?.micro_grid_id) await brings('/v1/group-entries', opened)
  else wx.navigateTo({ url: `${LANDING}?next=${encodeURIComponent(next)}` })
}

function search(query: Record<string, string | undefined>): string {
  const text = Object.entries(query).map(([k, v]) => `${k}=${encodeURIComponent(v ?? '')}`).join('&')
  return text && '?' + text
}

/** Where somebody goes on who had to join first; '' when that is no page of ours. */
export const onward = (text = ''): string => (/^\/(pages|packages)\/[\w/]+(\?[^#]*)?$/.test(text) ? text : '')
