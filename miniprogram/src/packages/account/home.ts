import { ask } from '../../api/request'
import type { Building, Community, Compound, Items, Me } from '../../api/types'
import { keep } from '../../lib/person'

/** Set by the page of the buildings when a home was chosen there; the page of the compounds then says so. */
export const joined = { now: false }

/** How a person says where he lives; see joinMicroGrid of the contract. */
export type Choice = { building_id: number } | { scene: string } | { community_id: number; unknown: true }

/** Tells the server where the person lives. */
export async function join(choice: Choice): Promise<void> {
  keep(await ask<Me>('/v1/me/home', { method: 'PUT', data: choice }))
}

export const communities = async (): Promise<Community[]> => (await ask<Items<Community>>('/v1/communities')).items

export const compounds = async (community: number): Promise<Compound[]> => (await ask<Items<Compound>>(`/v1/communities/${community}/compounds`)).items

const plain = (text: string) => text.replace(/\s+/g, '').toLowerCase()

/** Those whose names contain the words, spaces apart. */
export const named = <T extends { name: string }>(list: T[], words: string): T[] => list.filter((x) => plain(x.name).includes(plain(words)))

/** Buildings as people count them: 2 before 10. */
export function inOrder(list: Building[]): Building[] {
  const number = (b: Building) => Number(/\d+/.exec(b.name)?.[0] ?? Infinity)
  return [...list].sort((a, b) => number(a) - number(b) || a.name.localeCompare(b.name))
}
