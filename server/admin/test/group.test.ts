import { describe, expect, it } from 'vitest'
import type { Group, GroupCard, GroupMark, GroupStage } from '@/api/types'
import { blocks, counts, find } from '@/features/group/board'
import { counts as stagesOf, find as findCards } from '@/features/group/digests'

const group = (id: number, code: string, mark: GroupMark, bound_by = ''): Group => ({
  id, name: `${code} 邻里群`, mark, bound_by, bound_at: null, reconfirm: false,
  place: { community_name: '社区', grid_name: code.startsWith('01') ? '第一网格' : '第二网格', micro_grid_name: `${code} 微网格`, micro_grid_code: code },
  reach: { declared_members: 60, declared_at: null, opens: 0, openers: 0, joins: 0, opened_at: null },
}) as unknown as Group

const all = [group(1, '01-01', 'active', '张春梅'), group(2, '01-02', 'unbound'), group(3, '02-01', 'conflict'), group(4, '02-02', 'unbound')]

describe('the board of groups', () => {
  it('shows each grid once, in the order of the server', () => {
    expect(blocks(all).map((b) => [b.grid, b.groups.map((g) => g.id)])).toEqual([['第一网格', [1, 2]], ['第二网格', [3, 4]]])
    expect(blocks([])).toEqual([])
  })
  it('counts every mark, also those that nobody has', () => {
    expect(counts(all)).toEqual({ conflict: 1, pending: 0, unbound: 2, suspended: 0, silent: 0, active: 1 })
  })
  it('finds by mark, and by words in any of the names, spaces apart', () => {
    expect(find(all, {})).toHaveLength(4)
    expect(find(all, { mark: 'unbound' }).map((g) => g.id)).toEqual([2, 4])
    expect(find(all, { words: ' 张春梅' }).map((g) => g.id)).toEqual([1])
    expect(find(all, { mark: 'unbound', words: '02-02微' }).map((g) => g.id)).toEqual([4])
    expect(find(all, { words: '第二' }).map((g) => g.id)).toEqual([3, 4])
  })
})

describe("this week's cards", () => {
  const card = (i: number, stage: GroupStage | null): GroupCard => ({ group: all[i]!, digest: stage && { stage } }) as unknown as GroupCard
  const cards = [card(0, 'opened'), card(1, 'made'), card(2, null), card(3, 'made')]

  it('are counted by how far they have come', () => {
    expect(stagesOf(cards)).toEqual({ made: 2, shared: 0, opened: 1, quiet: 0 })
  })
  it('are found by that, and by the words of their groups', () => {
    expect(findCards(cards, {})).toHaveLength(4)
    expect(findCards(cards, { stage: 'made' }).map((c) => c.group.id)).toEqual([2, 4])
    expect(findCards(cards, { stage: 'made', words: '第二' }).map((c) => c.group.id)).toEqual([4])
  })
})
