import { describe, expect, it } from 'vitest'
import type { Compound, Grid, MicroGrid } from '@/api/types'
import { byId, findBuildings, findGrids, unmapped, vacancies } from '@/features/grid/search'

const micro = (id: number, code: string, worker?: string): MicroGrid => ({ id, code, name: `${code} 微网格`, worker: worker ? { id: id + 100, name: worker } : null })
const grids: Grid[] = [
  { id: 1, code: '01', name: '第一网格', leader: { id: 1, name: '杨月娥' }, micro_grids: [micro(1, '01-01', '张春梅'), micro(2, '01-02'), micro(3, '01-03', '刘海涛')] },
  { id: 2, code: '02', name: '第二网格', leader: null, micro_grids: [micro(4, '02-01', '张三'), micro(5, '02-02', 'Ann Lee')] },
]
const found = (words: string, vacant = false) => findGrids(grids, { words, vacant }).map((g) => [g.id, g.micro_grids.map((m) => m.id)])

describe('grids are found', () => {
  it.each([
    ['', [[1, [1, 2, 3]], [2, [4, 5]]]],
    ['  ', [[1, [1, 2, 3]], [2, [4, 5]]]],
    ['01-02', [[1, [2]]]],
    ['张', [[1, [1]], [2, [4]]]],
    ['ann', [[2, [5]]]],
    ['第二', [[2, [4, 5]]]],
    ['02', [[1, [2]], [2, [4, 5]]]],
    ['杨月娥', [[1, [1, 2, 3]]]],
    ['没有这个人', []],
  ])('by "%s"', (words, want) => expect(found(words)).toEqual(want))

  it('by what is vacant, alone or with words', () => {
    expect(found('', true)).toEqual([[1, [2]], [2, []]]) // the second has no leader
    expect(found('第一', true)).toEqual([[1, [2]]])
    expect(found('张', true)).toEqual([])
  })

  it('without changing what was read', () => {
    findGrids(grids, { words: '张', vacant: true })
    expect(grids[0]!.micro_grids).toHaveLength(3)
  })

  it('and vacancies are counted', () => expect(grids.map(vacancies)).toEqual([1, 0]))
})

describe('buildings are found', () => {
  const building = (id: number, name: string, ...micro_grid_ids: number[]) => ({ id, name, micro_grid_id: micro_grid_ids.length === 1 ? micro_grid_ids[0]! : null, micro_grid_ids })
  const compounds: Compound[] = [
    { id: 1, name: '松园小区', buildings: [building(1, '1 号楼', 1), building(2, '2 号楼', 2, 3), building(3, '3 号楼')] },
    { id: 2, name: '梅苑小区', buildings: [] },
  ]
  const micros = byId(grids)
  const of = (words: string) => findBuildings(compounds, micros, words).map((c) => [c.id, c.buildings.map((b) => b.id)])

  it.each([
    ['', [[1, [1, 2, 3]], [2, []]]], ['梅苑', [[2, []]]], ['2 号', [[1, [2]]]], ['01-03', [[1, [2]]]], ['张春梅', [[1, [1]]]], ['09', []],
  ])('by "%s"', (words, want) => expect(of(words)).toEqual(want))

  it('and those in no micro-grid are counted', () => expect(compounds.map(unmapped)).toEqual([1, 0]))
})
