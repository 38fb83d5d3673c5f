import { invalid } from '@/api/failure'
import { keyring } from '@/api/once'
import type { Grant } from '@/api/types'
import { texts } from '@/texts/people'
import { checkedPhone } from './signin'

/** Who takes a post over: somebody known, somebody new, or nobody for now. */
export type Way = 'person' | 'fresh' | 'vacant'

/** What a form says about one post that is left. */
export interface Handover { grant: Grant; way: Way; to?: number; name: string; phone: string; keys: ReturnType<typeof keyring>; /** Keys for the end of the post. */ ends: ReturnType<typeof keyring> }

export const handover = (grant: Grant): Handover => ({
  grant, way: grant.role === 'admin' || grant.role === 'county' ? 'vacant' : 'person', to: undefined, name: '', phone: '', keys: keyring(), ends: keyring(),
})

/** Complains about the first thing that is missing, by the field's name with the post's id. */
export function checkHandover(h: Handover): void {
  const id = h.grant.id
  if (h.way === 'person' && !h.to) throw invalid(`to-${id}`, texts.leaving.needPerson)
  if (h.way !== 'fresh') return
  if (!h.name.trim()) throw invalid(`name-${id}`, texts.adding.needName)
  try {
    if (!checkedPhone(h.phone) && h.grant.role === 'worker') throw invalid('phone', texts.adding.workerPhone)
  } catch (e) {
    throw invalid(`phone-${id}`, (e as Error).message)
  }
}
