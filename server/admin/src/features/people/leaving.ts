import { api, take } from '@/api/client'
import type { Person } from '@/api/types'
import type { Handover } from './handover'
import { checkedPhone } from './signin'

/** Ends a post, and gives it on where somebody takes it over. */
export async function leavePost(person: Person, h: Handover): Promise<void> {
  const path = { id: person.id, grant: h.grant.id }
  if (h.way === 'vacant') return void (await take(api.DELETE('/v1/staff/people/{id}/roles/{grant}', { params: { path }, headers: h.ends('vacant') })))
  let heir = h.to ?? 0
  if (h.way === 'fresh') {
    const body = { name: h.name.trim(), phone: checkedPhone(h.phone) || undefined }
    heir = (await take(api.POST('/v1/staff/people', { body, headers: h.keys(body) }))).id
  }
  const body = { account_id: heir }
  await take(api.POST('/v1/staff/people/{id}/roles/{grant}/successor', { params: { path }, body, headers: h.ends(body) }))
}
