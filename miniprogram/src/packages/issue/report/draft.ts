import type { Category } from '../../../api/types'
import { freshKey } from '../../../api/request'
import { kept, type Photo } from '../../../lib/photos'

/** What a resident has written and not yet handed in. */
export interface Draft {
  /** The idempotency key: the same draft sent again is the same issue. */
  key: string
  words: string
  category: string
  /** Whether the category was only guessed from the words. */
  guessed: boolean
  place: string
  hideName: boolean
  photos: Photo[]
  at: number
}

const STORE = 'report-draft'
const PHOTOS_MS = 36 * 3_600_000 // the server drops photos that nobody filed after two days

export const blank = (): Draft => ({ key: freshKey(), words: '', category: '', guessed: false, place: '', hideName: true, photos: [], at: 0 })

/** Whether there is anything in it that a person would miss. */
export const empty = (d: Draft): boolean => d.words.trim() === '' && d.photos.length === 0 && d.place.trim() === ''

/** The draft that was left, as it can still be used. */
export function left(now = Date.now()): Draft {
  const d = wx.getStorageSync(STORE) as Partial<Draft> | ''
  if (!d || typeof d.key !== 'string') return blank()
  return { ...blank(), ...d, photos: now - (d.at ?? 0) < PHOTOS_MS ? (d.photos ?? []) : [] }
}

export function store(d: Draft, now = Date.now()): void {
  wx.setStorageSync(STORE, { ...d, photos: kept(d.photos), at: now })
}

export const drop = (): void => { wx.removeStorageSync(STORE) }

/** The category whose name and hint share most pairs of characters with the words; '' when none or several do. */
export function guess(words: string, categories: Category[]): string {
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < words.length; i++) if (/^[\u4e00-\u9fff]{2}$/.test(words.slice(i, i + 2))) pairs.add(words.slice(i, i + 2))
  const scored = categories.map((c) => ({ code: c.code, score: [...pairs].filter((p) => c.name.includes(p) || c.hint.includes(p)).length }))
  scored.sort((a, b) => b.score - a.score)
  const [first, second] = scored
  return first && first.score > (second?.score ?? 0) ? first.code : ''
}
