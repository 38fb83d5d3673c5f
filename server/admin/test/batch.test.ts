import { describe, expect, it, vi } from 'vitest'
import type { IssueSummary, State } from '@/api/types'
import { canMove, eligible, samples, type Candidate } from '@/features/issue/batch'
import { draftOf, emptyFiling, isTyped } from '@/features/issue/filing'
import { sizeOf } from '@/lib/format'

vi.hoisted(() => vi.stubGlobal('window', { location: { origin: 'http://desk' } }))

const row = (id: number, grid: number, owner: number, state: State = 'submitted') =>
  ({ id, state, grid: grid ? { id: grid, name: '' } : null, owner: { id: owner, name: '' } }) as IssueSummary
const person = (account_id: number, ...grids: number[]): Candidate => ({ account_id, name: '', role_text: '', territory_name: '', grids: new Set(grids) })

describe('a batch', () => {
  const rows = [row(1, 1, 7), row(2, 1, 7), row(3, 1, 8), row(4, 2, 7), row(5, 0, 9)]

  it('asks about two matters of each grid, of different owners', () => expect(samples(rows).map((r) => r.id)).toEqual([1, 4, 5, 3]))

  it('gives somebody only what is in his grids and not his already', () => {
    expect(eligible(rows, person(7, 1, 2)).map((r) => r.id)).toEqual([3])
    expect(eligible(rows, person(9, 0, 1, 2)).map((r) => r.id)).toEqual([1, 2, 3, 4])
  })

  it('moves what is open, but not what is being checked', () => {
    expect((['submitted', 'accepted', 'suspended', 'checking', 'handled', 'closed'] as State[]).map((s) => canMove(row(1, 1, 1, s)))).toEqual([true, true, true, false, false, false])
  })
})

describe('filing for somebody', () => {
  const full = { ...emptyFiling(), name: ' 李桂芳 ', phone: '0411-8321 0011', place: { grid: 1, micro_grid: 2 }, category: 'lamp', words: ' 灯不亮 ', spot: ' 3 号楼 ' }

  it('sends what was typed, without stray spaces', () => {
    expect(draftOf(full)).toEqual({
      words: '灯不亮', category: 'lamp', micro_grid_id: 2, attachments: undefined, place: { text: '3 号楼' }, on_behalf: { name: '李桂芳', phone: '0411-83210011' },
    })
  })

  it.each([[{ name: ' ' }, 'name'], [{ phone: '打他儿子的' }, 'phone'], [{ place: { grid: 1 } }, 'micro_grid_id'], [{ category: undefined }, 'category'], [{ words: '\n' }, 'words']])(
    'names what is missing: %o', (change, field) => expect(() => draftOf({ ...full, ...change })).toThrow(expect.objectContaining({ fields: [expect.objectContaining({ path: field })] })))

  it('knows whether leaving would lose anything', () => expect([isTyped(emptyFiling()), isTyped(full), isTyped({ ...emptyFiling(), photos: [1] })]).toEqual([false, true, true]))
})

it('says a file’s size as people do', () => expect([sizeOf(10), sizeOf(103_686), sizeOf(12_900_000)]).toEqual(['1 KB', '101 KB', '12.3 MB']))
