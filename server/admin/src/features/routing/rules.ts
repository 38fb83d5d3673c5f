import type { RoutingChoices, RoutingRule } from '@/api/types'
import { texts } from '@/texts/routing'

/** A rule that nobody has filled in yet. */
export const blank = (): RoutingRule => ({ id: 0, name: '', active: true, category: '', domain: '', grid: '', micro_grid: '', hours: 'any', mode: 'assign', people: [], role: 'leader', in: '' })

/** The list with one of its members moved to another place. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  if (to < 0 || to >= list.length) return list
  const out = [...list]
  out.splice(to, 0, ...out.splice(from, 1))
  return out
}

/** The list with one of its members replaced; a place beyond the end adds it. */
export const put = <T>(list: T[], at: number, item: T): T[] => (at < list.length ? list.map((x, i) => (i === at ? item : x)) : [...list, item])

function placeName(c: RoutingChoices, code: string): string {
  for (const g of c.grids) {
    if (g.code === code) return g.name
    const micro = g.micro_grids.find((m) => m.code === code)
    if (micro) return micro.name
  }
  return texts.goneCode(code)
}

/** What a rule is about, piece by piece. */
export function conditions(r: RoutingRule, c: RoutingChoices): string[] {
  const out: string[] = []
  if (r.category) out.push(c.categories.find((k) => k.code === r.category)?.name ?? texts.goneCode(r.category))
  if (r.domain) out.push(r.domain)
  if (r.micro_grid || r.grid) out.push(placeName(c, r.micro_grid || r.grid))
  if (r.hours !== 'any') out.push(texts.hours[r.hours])
  return out.length ? out : [texts.everything]
}

const shownNames = 4

/** To whom a rule gives an issue. */
export function target(r: RoutingRule, c: RoutingChoices): string {
  if (r.mode === 'grab') return texts.gridPool
  if (r.role === 'staff') return texts.staff
  if (r.role === 'leader') return r.in ? texts.leaderOf(placeName(c, r.in)) : texts.ownLeader
  if (r.role === 'worker') {
    if (r.in) return texts.workerOf(placeName(c, r.in))
    return r.mode === 'rotate' ? texts.gridWorkers : texts.ownWorker
  }
  return texts.people(r.people.slice(0, shownNames).map((id) => c.people.find((p) => p.account_id === id)?.name ?? texts.gone), r.people.length)
}

/** The rule without what its mode has no use for. */
export function tidy(r: RoutingRule, by: 'role' | 'people'): RoutingRule {
  const out: RoutingRule = { ...r, name: r.name.trim() }
  if (r.mode === 'grab' || by === 'role') out.people = []
  if (r.mode === 'grab' || by === 'people') {
    delete out.role
    out.in = ''
  }
  if (out.role === 'staff') out.in = ''
  return out
}

/** What is still wrong with a rule that was filled in. */
export function lacking(r: RoutingRule, others: RoutingRule[]): { name?: string; people?: string } {
  const t = texts.form
  if (!r.name) return { name: t.needName }
  if (others.some((o) => o.name === r.name)) return { name: t.sameName }
  if (r.mode !== 'grab' && !r.role && !r.people.length) return { people: t.needPeople }
  return {}
}
