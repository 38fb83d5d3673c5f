import type { Wrong } from '../../../api/request'
import type { Need, Offer, Outcome, StepDraft, Way } from '../../../api/types'
import { kept, numbers, type Photo } from '../../../lib/photos'
import { FIELDS, STEP } from '../../../texts/issue'

/** Everything that a step can ask; each step uses some of it. */
export interface Form {
  text: string
  target: { id: number; name: string } | null
  /** Who gets a task: a colleague, or an outside body. */
  helper: { account?: number; body?: number; name: string } | null
  outcome: Outcome | ''
  referTo: string
  /** A day, such as 2026-12-03. */
  until: string
  original: { id: number; name: string } | null
  resolved: '' | 'yes' | 'no'
  /** Whether the answer came in good time; asked beside, and never demanded. */
  responded: '' | 'yes' | 'no'
  way: Way | ''
  /** When it was told; '' is now. */
  toldAt: string
  grade: number
  photos: Photo[]
}

/** A part of the form that can be wrong. */
export type Part = Need | 'referTo'

export const blank = (): Form => ({ text: '', target: null, helper: null, outcome: '', referTo: '', until: '', original: null, resolved: '', responded: '', way: '', toldAt: '', grade: 0, photos: [] })

/** Whether there is anything in it that a person would miss. */
export const empty = (f: Form): boolean => !f.text.trim() && !f.referTo.trim() && f.photos.length === 0

/** The step as the server takes it: what it needs of the form, and no more. */
export function draft(offer: Offer, version: number, f: Form, task = 0): StepDraft {
  const d: StepDraft = { step: offer.step, version }
  const asks = (...needs: Need[]) => needs.some((n) => offer.needs.includes(n))
  if (asks('text', 'reason') && f.text.trim()) d.text = f.text.trim()
  if (asks('target') && f.target) d.target_account_id = f.target.id
  if (asks('helper') && f.helper?.account) d.target_account_id = f.helper.account
  if (asks('helper') && f.helper?.body) d.body_id = f.helper.body
  if (asks('task')) d.task = task
  if (asks('outcome') && f.outcome) d.outcome = f.outcome
  if (d.outcome === 'out_of_scope' && f.referTo.trim()) d.refer_to = f.referTo.trim()
  if (asks('until') && f.until) d.until = endOf(f.until)
  if (asks('original') && f.original) d.original_id = f.original.id
  if (asks('resolved') && f.resolved) d.resolved = f.resolved === 'yes'
  if (asks('resolved') && f.responded) d.responded = f.responded === 'yes'
  if (asks('way') && f.way) d.way = f.way
  if (asks('way') && f.toldAt) d.told_at = f.toldAt
  if (asks('grade') && f.grade) d.grade = f.grade
  if (asks('photos') && f.photos.length > 0) d.attachments = numbers(f.photos)
  return d
}

/** The last second of a day, by the phone's own clock. */
export function endOf(day: string): string {
  const [y, m, d] = day.split('-').map(Number)
  return new Date(y!, m! - 1, d!, 23, 59, 59).toISOString()
}

/** The day that is so many days after now, such as 2026-12-03. */
export const dayAfter = (days: number, now = new Date()): string => dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days))

/** The day of a moment, by the phone's own clock. */
export function dayOf(t: Date): string {
  return `${t.getFullYear()}-${String(t.getMonth() + 1).padStart(2, '0')}-${String(t.getDate()).padStart(2, '0')}`
}

const PATHS: Record<string, Part> = {
  text: 'text', target_account_id: 'target', body_id: 'helper', task: 'task', outcome: 'outcome', refer_to: 'referTo', until: 'until', original_id: 'original', resolved: 'resolved', way: 'way', grade: 'grade', attachments: 'photos',
}

/** What the step still needs, in words. Photos are never demanded. */
export function lacking({ needs, step }: Offer, f: Form): Partial<Record<Part, string>> {
  const out: Partial<Record<Part, string>> = {}
  const given: Partial<Record<Need, boolean>> = {
    text: !!f.text.trim() || !!FIELDS[step]?.optional, reason: !!f.text.trim(), target: !!f.target, helper: !!f.helper, outcome: !!f.outcome, until: !!f.until, original: !!f.original, resolved: !!f.resolved, way: !!f.way, grade: !!f.grade,
  }
  for (const need of needs) if (given[need] === false) out[need === 'reason' ? 'text' : need] = STEP.needs[need as keyof typeof STEP.needs]
  if (needs.includes('outcome') && f.outcome === 'out_of_scope' && !f.referTo.trim()) out.referTo = STEP.needs.referTo
  return out
}

/** What the server says is wrong, by the part of the form. */
export function wrongs(fields: Wrong[]): Partial<Record<Part, string>> {
  const known = fields.map((f) => [PATHS[f.path.replace(/^body\./, '').replace(/\W.*$/, '')], f.message] as const)
  return Object.fromEntries(known.filter(([part]) => part))
}

const VAGUE = ['尽快', '近期', '即将', '马上', '抓紧']
const CONCRETE = /\d|[一二三四五六七八九十两]+(天|日|周|个月|小时|点)|今天|明天|后天|周[一二三四五六日]|星期[一二三四五六日]/

/** The words of a reply that promise something without saying when; the server refuses them too. */
export const vague = (text: string): string[] => (CONCRETE.test(text) ? [] : VAGUE.filter((w) => text.includes(w)))

const STORE = 'step-drafts'
const MOST = 20 // drafts that are kept; the oldest go
const PHOTOS_MS = 36 * 3_600_000 // the server drops photos that nobody filed after two days

interface Stored { name: string; at: number; form: Form }

const all = (): Stored[] => (wx.getStorageSync(STORE) || []) as Stored[]

/** What was left of a step of an issue. */
export function left(name: string, now = Date.now()): Form {
  const found = all().find((s) => s.name === name)
  if (!found) return blank()
  return { ...blank(), ...found.form, photos: now - found.at < PHOTOS_MS ? found.form.photos : [] }
}

export function store(name: string, form: Form, now = Date.now()): void {
  wx.setStorageSync(STORE, [{ name, at: now, form: { ...form, photos: kept(form.photos) } }, ...all().filter((s) => s.name !== name)].slice(0, MOST))
}

export const drop = (name: string): void => { wx.setStorageSync(STORE, all().filter((s) => s.name !== name)) }
