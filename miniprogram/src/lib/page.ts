import { ask } from '../api/request'
import type { Me } from '../api/types'

/** What every page asks of the person: read once, then kept. */
let known: Me | null = null

/** The person; from the server when `fresh` or not known yet. */
export async function me(fresh = false): Promise<Me> {
  if (!known || fresh) known = await ask<Me>('/v1/me')
  return known
}

/** Keeps what the server answered to a change of the person. */
export function keep(person: Me): Me {
  known = person
  return person
}

/** Whether the person handles issues of others. */
export const works = (person: Me): boolean => person.roles.some((r) => r.role !== 'resident')

/** The sentence of anything thrown. */
export const sentence = (e: unknown): string => (e instanceof Error ? e.message : '出了点问题，请再试一次')

/** A moment in words, such as 1月8日 10:05, by the phone's own clock. */
export function moment(text: string | null | undefined): string {
  if (!text) return ''
  const t = new Date(text)
  return `${t.getMonth() + 1}月${t.getDate()}日 ${String(t.getHours()).padStart(2, '0')}:${String(t.getMinutes()).padStart(2, '0')}`
}

/** A day in words, such as 1月8日. */
export function day(text: string | null | undefined): string {
  if (!text) return ''
  const t = new Date(text)
  return `${t.getMonth() + 1}月${t.getDate()}日`
}
