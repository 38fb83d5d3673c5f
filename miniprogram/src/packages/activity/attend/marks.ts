import { ask, freshKey } from '../../../api/request'
import type { ActivityDetail, Items, Mark, Present, Sheet, Synced } from '../../../api/types'
import { opens, passOf } from '../../../lib/attend'
import { ATTEND } from '../../../texts/serve'

/** What the organiser's phone keeps of an activity, to go on without a connection. */
export interface Book { title: string; secret: string; people: Present[]; marks: Mark[] }

const store = (id: number) => `attend-${id}`

export const kept = (id: number): Book | null => (wx.getStorageSync(store(id)) as Book | '') || null
const keep = (id: number, book: Book): Book => {
  wx.setStorageSync(store(id), book)
  return book
}

/** Somebody with what this phone marked and the server does not know yet. */
function marked(p: Present, marks: Mark[], secret: string): Present {
  const own = marks.filter((m) => opens(secret, m.pass) === p.signup_id)
  const times = (leaves: boolean, known: string | null) => [...own.filter((m) => m.leaves === leaves).map((m) => m.at), ...(known ? [known] : [])].sort()
  const [came, went] = [times(false, p.arrived_at), times(true, p.left_at)]
  return { ...p, arrived_at: came[0] ?? null, left_at: went[went.length - 1] ?? null }
}

/** Everybody with a place, as far as this phone knows. */
export const present = ({ people, marks, secret }: Book): Present[] => people.map((p) => marked(p, marks, secret))

/** Reads the activity's sheet anew; what was marked here stays until it is sent. */
export async function refresh(id: number): Promise<Book> {
  const [activity, sheet] = await Promise.all([ask<ActivityDetail>(`/v1/activities/${id}`), ask<Sheet>(`/v1/activities/${id}/attendance`)])
  return keep(id, { title: activity.title, secret: sheet.secret, people: sheet.people, marks: kept(id)?.marks ?? [] })
}

/** Marks whoever has this pass. Gives who it is, or null for a pass of something else; `again` when nothing new was said. */
export function mark(id: number, pass: string, leaves: boolean): { who: Present; again: boolean } | null {
  const book = kept(id)!
  const who = present(book).find((p) => p.signup_id === opens(book.secret, pass))
  if (!who) return null
  const again = !leaves && !!who.arrived_at
  if (!again) keep(id, { ...book, marks: [...book.marks, { id: freshKey(), pass, leaves, at: new Date().toISOString() }] })
  return { who, again }
}

/** Somebody without a phone is called by name: the organiser's phone makes the pass. */
export const byHand = (id: number, signup: number): string => passOf(kept(id)!.secret, signup)

const MOST = 500 // marks of one request, by the contract

/** Sends what was marked; each mark is forgotten once the server has said what became of it. Gives what it refused, in words. */
export async function sync(id: number): Promise<string[]> {
  const sent = kept(id)?.marks.slice(0, MOST) ?? []
  if (!sent.length) return []
  const { items } = await ask<Items<Synced>>(`/v1/activities/${id}/marks`, { method: 'POST', data: { marks: sent } })
  const book = kept(id)! // more may have been marked meanwhile
  const taken = sent.filter((m) => items.some((s) => s.id === m.id && s.taken))
  keep(id, { ...book, people: book.people.map((p) => marked(p, taken, book.secret)), marks: book.marks.filter((m) => !items.some((s) => s.id === m.id)) })
  return items.filter((s) => !s.taken).map((s) => {
    const m = sent.find((x) => x.id === s.id)!
    return ATTEND.refused(book.people.find((p) => p.signup_id === opens(book.secret, m.pass))?.person.name || ATTEND.nobody, s.reason)
  })
}
