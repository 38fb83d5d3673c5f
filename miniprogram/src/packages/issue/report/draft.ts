import type { Category } from '../../../api/types'
import { freshKey } from '../../../api/request'
import { kept, numbers, type Photo } from '../../../lib/photos'

/** Whose matter is written down: one's own, or that of somebody without a phone. */
export type Kind = 'own' | 'behalf'

/** What somebody has written and not yet handed in. */
export interface Draft {
  /** The idempotency key: the same draft sent again is the same issue. */
  key: string
  words: string
  category: string
  /** Whether the category was only guessed from the words. */
  guessed: boolean
  place: string
  hideName: boolean
  /** For whom it is filed, and in which micro-grid; with kind behalf. */
  name: string
  phone: string
  microGrid: number
  photos: Photo[]
  at: number
}

const STORES: Record<Kind, string> = { own: 'report-draft', behalf: 'report-draft-behalf' }
const PHOTOS_MS = 36 * 3_600_000 // the server drops photos that nobody filed after two days

export const blank = (): Draft => ({ key: freshKey(), words: '', category: '', guessed: false, place: '', hideName: true, name: '', phone: '', microGrid: 0, photos: [], at: 0 })

/** Whether there is anything in it that a person would miss. */
export const empty = (d: Draft): boolean => d.words.trim() === '' && d.photos.length === 0 && d.place.trim() === '' && d.name.trim() === '' && d.phone.trim() === ''

/** The draft that was left, as it can still be used. */
export function left(kind: Kind, now = Date.now()): Draft {
  const d = wx.getStorageSync(STORES[kind]) as Partial<Draft> | ''
  if (!d || typeof d.key !== 'string') return blank()
  return { ...blank(), ...d, photos: now - (d.at ?? 0) < PHOTOS_MS ? (d.photos ?? []) : [] }
}

export function store(kind: Kind, d: Draft, now = Date.now()): void {
  wx.setStorageSync(STORES[kind], { ...d, photos: kept(d.photos), at: now })
}

export const drop = (kind: Kind): void => { wx.removeStorageSync(STORES[kind]) }

/** What the server takes to file it. */
export function filed(kind: Kind, d: Draft): object {
  const place = d.place.trim() ? { place: { text: d.place.trim() } } : {}
  const shared = { words: d.words.trim(), category: d.category, attachments: numbers(d.photos), ...place }
  if (kind === 'own') return { ...shared, hide_name: d.hideName }
  const phone = d.phone.replace(/[^\d-]/g, '')
  return { ...shared, micro_grid_id: d.microGrid, on_behalf: { name: d.name.trim(), ...(phone ? { phone } : {}) } }
}

/** The category whose name and hint share most pairs of characters with the words; '' when none or several do. */
export function guess(words: string, categories: Category[]): string {
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < words.length; i++) if (/^[\u4e00-\u9fff]{2}$/.test(words.slice(i, i + 2))) pairs.add(words.slice(i, i + 2))
  const scored = categories.map((c) => ({ code: c.code, score: [...pairs].filter((p) => c.name.includes(p) || c.hint.includes(p)).length }))
  scored.sort((a, b) => b.score - a.score)
  const [first, second] = scored
  return first && first.score > (second?.score ?? 0) ? first.code : ''
}
