import type { ChangeDraft, ChangeKind, Compound, Grid, MicroGridDetail, TerritoryChange } from '@/api/types'
import { texts } from '@/texts/change'

/** What the form holds. */
export interface Typed {
  kind: ChangeKind
  grid?: number
  into?: number
  fresh: boolean
  code: string
  name: string
  buildings: number[]
  groups: number[]
  worker?: number
}

export const blank = (): Typed => ({ kind: 'split', fresh: true, code: '', name: '', buildings: [], groups: [] })

/** The draft that the form makes; null while it says too little. */
export function draftOf(micro: number, t: Typed): Omit<ChangeDraft, 'reason'> | null {
  if (t.kind === 'move') return t.grid ? { kind: 'move', micro_grid_id: micro, grid_id: t.grid } : null
  if (t.kind === 'merge') return t.into ? { kind: 'merge', micro_grid_id: micro, into_micro_grid_id: t.into } : null
  const what = { kind: 'split' as const, micro_grid_id: micro, building_ids: t.buildings, group_ids: t.groups }
  if (!t.buildings.length) return null
  if (!t.fresh) return t.into ? { ...what, into_micro_grid_id: t.into } : null
  return t.code.trim() && t.name.trim() ? { ...what, code: t.code.trim(), name: t.name.trim(), worker_id: t.worker } : null
}

/** The grids that a micro-grid may go to. */
export const gridsBeside = (grids: Grid[], own: number) => grids.filter((g) => g.id !== own).map((g) => ({ value: g.id, label: g.name }))

/** The micro-grids that may take something in: those of its own grid first. */
export function microsBeside(grids: Grid[], detail: Pick<MicroGridDetail, 'id' | 'grid_id'>) {
  const near = [...grids].sort((a, b) => Number(b.id === detail.grid_id) - Number(a.id === detail.grid_id))
  return near.flatMap((g) => g.micro_grids.filter((m) => m.id !== detail.id).map((m) => ({ value: m.id, label: `${m.name} · ${g.name}${m.worker ? ` · ${m.worker.name}` : ''}` })))
}

/** The micro-grid's buildings, as they are ticked. */
export const buildingsOf = (compounds: Compound[]) => compounds.flatMap((c) => c.buildings.map((b) => ({ value: b.id, label: `${c.name} ${b.name}` })))

/** What a change takes along, a line each; what it does not touch is not named. */
export function effects(c: Pick<TerritoryChange, 'outcome' | 'kind'>): string[] {
  const { outcome: o } = c
  const e = texts.effects
  return [
    o.buildings && e.buildings(o.buildings), e.residents(o.residents), o.asked && e.asked(o.asked), o.groups && e.groups(o.groups), e.issues(o.issues, o.passed),
    o.notices && e.notices(o.notices), o.activities && e.activities(o.activities), o.worker ? e.worker(o.worker) : e.vacant, o.ending.length && e.ending(o.ending.join('、')),
  ].filter((line): line is string => !!line)
}
