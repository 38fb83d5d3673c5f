import { consents, fault } from './page'

/** A photo on its way to the server, or there. */
export interface Photo {
  /** The idempotency key of its upload, kept over retries. */
  key: string
  /** Where the phone shows it from. */
  path: string
  /** Its number once the server has it. */
  id?: number
  percent?: number
  /** Why the upload failed; retry says whether the same photo can be tried again. */
  failed?: { text: string; retry: boolean }
}

/** The list with one photo changed. */
export const changed = (list: Photo[], key: string, change: Partial<Photo>): Photo[] => list.map((p) => (p.key === key ? { ...p, ...change } : p))

/** The list with the failure of one upload; where only the agreement lacks, that comes first. */
export function missed(list: Photo[], key: string, e: unknown): Photo[] {
  const { text, again } = fault(e)
  const retry = consents(e) || again
  return changed(list, key, { percent: undefined, failed: { text, retry } })
}

/** The numbers of the photos that the server has, in order. */
export const numbers = (list: Photo[]): number[] => list.flatMap((p) => p.id ?? [])

/** Whether any photo is still on its way. */
export const sending = (list: Photo[]): boolean => list.some((p) => !p.id && !p.failed)

/** What of a draft can be shown again later: a file of this moment is gone by then, what the server has is not. */
export const kept = (list: Photo[]): Photo[] => list.filter((p) => p.id).map(({ key, path, id }) => ({ key, path, id: id! }))
