import { ask } from '../api/request'
import type { Me } from '../api/types'

const ELDER = 'elder'

/** Who holds the phone: read once, then kept. */
let known: Me | null = null

/** The person; from the server when `fresh` or not known yet. */
export async function me(fresh = false): Promise<Me> {
  return known && !fresh ? known : keep(await ask<Me>('/v1/me'))
}

/** Keeps what the server answered to a change of the person. */
export function keep(person: Me): Me {
  known = person
  wx.setStorageSync(ELDER, person.elder_mode)
  return person
}

/** Whether to draw for old eyes; before the server has answered, as last time. */
export const elderMode = (): boolean => known?.elder_mode ?? wx.getStorageSync(ELDER) === true

/** Whether the person handles issues of others. */
export const works = (person: Me | null): boolean => person?.roles.some((r) => r.role !== 'resident') ?? false

/** Whether the tab of the workers is shown; nobody is a worker before the server said so. */
export const worksHere = (): boolean => works(known)
