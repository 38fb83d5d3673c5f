import { reactive, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import { fromThrown, sentence } from '@/api/failure'
import { keyring } from '@/api/once'
import type { Issue, IssueSummary, State, Successor } from '@/api/types'
import { texts } from '@/texts/batch'
import { touch } from './touched'

/** The states in which a matter can be given to somebody else. */
const movable: State[] = ['submitted', 'accepted', 'in_progress', 'waiting_reporter', 'suspended']
export const canMove = (i: IssueSummary): boolean => movable.includes(i.state)

/** Somebody who could take matters over, and in which grids. */
export interface Candidate extends Successor { grids: Set<number> }

const gridOf = (i: IssueSummary): number => i.grid?.id ?? 0

/** The matters that somebody can really be given: of his grids, and not his already. */
export const eligible = (rows: IssueSummary[], to: Candidate): IssueSummary[] =>
  rows.filter((r) => to.grids.has(gridOf(r)) && r.owner?.id !== to.account_id)

/**
 * Two matters of each grid whose owners differ: who can take a matter over
 * depends on its grid, and the owner himself is never among them.
 */
export function samples(rows: IssueSummary[]): IssueSummary[] {
  const first = new Map<number, IssueSummary>()
  const other = new Map<number, IssueSummary>()
  for (const r of rows) {
    const known = first.get(gridOf(r))
    if (!known) first.set(gridOf(r), r)
    else if (known.owner?.id !== r.owner?.id && !other.has(gridOf(r))) other.set(gridOf(r), r)
  }
  return [...first.values(), ...other.values()]
}

/** Everybody who can take at least one of the matters, those who can take most first. */
export async function candidates(rows: IssueSummary[], signal: AbortSignal): Promise<Candidate[]> {
  const found = new Map<number, Candidate>()
  const lists = await Promise.all(samples(rows).map(async (r) => {
    const page = await take(api.GET('/v1/issues/{id}/targets', { params: { path: { id: r.id } }, signal }))
    return page.items.map((p) => ({ ...p, grid: gridOf(r) }))
  }))
  for (const { grid, ...p } of lists.flat()) {
    const c = found.get(p.account_id) ?? { ...p, grids: new Set<number>() }
    found.set(p.account_id, { ...c, grids: c.grids.add(grid) })
  }
  return [...found.values()].filter((c) => eligible(rows, c).length).sort((a, b) => eligible(rows, b).length - eligible(rows, a).length)
}

/** One matter of a batch. */
export interface Line { id: number; number: string; title: string; version: number; state: 'waiting' | 'done' | 'failed'; error: string; keys: ReturnType<typeof keyring> }

/** Matters that are given to one person, one after the other. */
export interface Batch { to: { id: number; name: string }; reason: string; lines: Line[]; running: boolean; /** Why it stands still though some wait. */ halted: string }

/** The batch of this window: it goes on while its person is on other pages. */
export const batch = shallowRef<Batch | null>(null)

export function startBatch(rows: IssueSummary[], to: Batch['to'], reason: string): Promise<void> {
  const lines = rows.map(({ id, number, title, version }): Line => ({ id, number, title, version, state: 'waiting', error: '', keys: keyring() }))
  batch.value = reactive<Batch>({ to, reason, lines, running: false, halted: '' })
  return run(batch.value)
}

const guard = (e: BeforeUnloadEvent) => e.preventDefault()

/** Gives away what waits, until all is done or somebody stops it. */
export async function run(b: Batch): Promise<void> {
  if (b.running) return
  Object.assign(b, { running: true, halted: '' })
  window.addEventListener('beforeunload', guard)
  for (const line of b.lines) {
    if (!b.running) break
    if (line.state === 'waiting') await give(b, line)
  }
  window.removeEventListener('beforeunload', guard)
  b.running = false
}

/** Gives one matter; what only the network or a busy server refused waits for the next try, and so does the rest. */
async function give(b: Batch, line: Line): Promise<void> {
  const body = { step: 'assign' as const, version: line.version, target_account_id: b.to.id, text: b.reason }
  try {
    touch(await take(api.POST('/v1/issues/{id}/steps', { params: { path: { id: line.id } }, body, headers: line.keys(body) })) as Issue)
    line.state = 'done'
  } catch (e) {
    const f = fromThrown(e)
    if (f.status === 0 || f.status === 429 || f.status >= 500) Object.assign(b, { running: false, halted: sentence(f) })
    else Object.assign(line, { state: 'failed', error: sentence(f) })
  }
}

/** Looks at what failed as it is now, and tries again where that makes sense. */
export async function again(b: Batch): Promise<void> {
  for (const line of b.lines.filter((l) => l.state === 'failed')) {
    try {
      const now = await take(api.GET('/v1/issues/{id}', { params: { path: { id: line.id } } })) as Issue
      touch(now)
      if (now.owner?.id === b.to.id) line.state = 'done'
      else if (now.steps.some((s) => s.step === 'assign')) Object.assign(line, { state: 'waiting', error: '', version: now.version })
      else line.error = texts.run.ended(now.state_text)
    } catch (e) {
      line.error = sentence(fromThrown(e))
    }
  }
  await run(b)
}
