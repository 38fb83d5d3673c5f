import { describe, expect, it } from 'vitest'
import type { Grid, TerritoryChange } from '../src/api/types'
import { blank, draftOf, effects, gridsBeside, microsBeside } from '../src/features/grid/change'

const grids = [
  { id: 1, name: '第一网格', micro_grids: [{ id: 11, name: '01-01', worker: { id: 5, name: '张' } }, { id: 12, name: '01-02', worker: null }] },
  { id: 2, name: '第二网格', micro_grids: [{ id: 21, name: '02-01', worker: null }] },
] as unknown as Grid[]

describe('a change of territory', () => {
  it('is not asked for while the form says too little', () => {
    const t = blank()
    expect(draftOf(11, t)).toBeNull()
    expect(draftOf(11, { ...t, buildings: [7] })).toBeNull()
    expect(draftOf(11, { ...t, buildings: [7], code: ' 01-16 ', name: ' 新 ', worker: 5 })).toEqual({ kind: 'split', micro_grid_id: 11, building_ids: [7], group_ids: [], code: '01-16', name: '新', worker_id: 5 })
    expect(draftOf(11, { ...t, buildings: [7], fresh: false })).toBeNull()
    expect(draftOf(11, { ...t, buildings: [7], fresh: false, into: 12, code: 'left over' })).toEqual({ kind: 'split', micro_grid_id: 11, building_ids: [7], group_ids: [], into_micro_grid_id: 12 })
    expect(draftOf(11, { ...t, kind: 'merge' })).toBeNull()
    expect(draftOf(11, { ...t, kind: 'merge', into: 12, buildings: [7] })).toEqual({ kind: 'merge', micro_grid_id: 11, into_micro_grid_id: 12 })
    expect(draftOf(11, { ...t, kind: 'move', grid: 2 })).toEqual({ kind: 'move', micro_grid_id: 11, grid_id: 2 })
  })
  it('goes to others than itself, the near ones first', () => {
    expect(gridsBeside(grids, 1).map((g) => g.value)).toEqual([2])
    expect(microsBeside(grids, { id: 21, grid_id: 2 }).map((m) => m.value)).toEqual([11, 12])
    expect(microsBeside(grids, { id: 12, grid_id: 1 }).map((m) => m.label)).toEqual(['01-01 · 第一网格 · 张', '02-01 · 第二网格'])
  })
  it('names what it takes along, and nothing else', () => {
    const outcome = { buildings: 0, residents: 2, asked: 1, groups: 0, worker: '', ending: ['张'], issues: 3, passed: 1, notices: 0, activities: 0 }
    expect(effects({ kind: 'merge', outcome } as unknown as TerritoryChange)).toEqual([
      '2 位居民跟着走，下次打开小程序时会看到说明', '1 位居民没有填楼栋，下次打开小程序时会请他选一下住在哪边', '3 件正在办的诉求跟着走，其中 1 件换人负责，会通知接手的人',
      '那里还没有网格员，先由网格长负责', '张 在这里的任职结束',
    ])
  })
})
