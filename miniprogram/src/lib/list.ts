import { ask } from '../api/request'
import type { Items } from '../api/types'

/** A list as far as it was read. */
export interface Listed<T> { items: T[]; next: string; loading: boolean; stuck: boolean }

/** A page with one list, and the address of what comes after a cursor. */
interface Holder<T> { data: Listed<T>; setData(change: Partial<Listed<T>>): void; path(cursor: string): string }

const PAGE = 20
const MOST = 100 // items of one answer, by the contract

export const nothing = <T>(): Listed<T> => ({ items: [], next: '', loading: false, stuck: false })

/** A query as text; what is empty is left out. */
export function search(parts: Record<string, string | number | boolean>): string {
  return Object.entries(parts).filter(([, v]) => v !== '' && v !== false).map(([name, v]) => `${name}=${encodeURIComponent(v).replace(/%2C/g, ',')}`).join('&')
}

/** The part of a query that asks for what comes after a cursor; without one for the first items, at least as many as are shown already. */
export const part = (cursor: string, shown = 0): Record<string, string | number> => (cursor ? { cursor } : { limit: Math.min(Math.max(shown, PAGE), MOST) })

/** Reads the first items again, as many as are shown. An answer to what is no longer asked is dropped. */
export async function first<T>(page: Holder<T>): Promise<void> {
  const asked = page.path('')
  const list = await ask<Items<T>>(asked)
  if (page.path('') === asked) page.setData({ items: list.items, next: list.next ?? '', loading: false, stuck: false })
}

/** Reads what comes after the items that are shown. */
export async function more<T>(page: Holder<T>): Promise<void> {
  const { next, loading } = page.data
  if (!next || loading) return
  const asked = page.path(next)
  page.setData({ loading: true, stuck: false })
  try {
    const list = await ask<Items<T>>(asked)
    if (page.path(page.data.next) === asked) page.setData({ items: [...page.data.items, ...list.items], next: list.next ?? '' })
  } catch {
    page.setData({ stuck: true }) // the foot of the list says it, and offers to try again
  } finally {
    page.setData({ loading: false })
  }
}
