import { describe, expect, it } from 'vitest'
import type { Building, Counts } from '../../../src/api/types'
import { sceneOf } from '../../../src/lib/scene'
import { inOrder, named } from '../../../src/packages/account/home'
import { filters, query } from '../../../src/pages/issues/query'
import { iconOf } from '../../../src/texts/issue'
import { HOME, upTo } from '../../../src/texts/home'

describe('the query of a list', () => {
  const mine = { scope: 'mine', filter: 'open', part: 'solved', category: 'lamp' } as const
  it('asks my own by state and the neighbours by part and category', () => {
    expect(query(mine, '')).toBe('scope=mine&state=submitted,accepted,in_progress,suspended,checking&limit=20')
    expect(query({ ...mine, filter: 'all' }, '')).toBe('scope=mine&limit=20')
    expect(query({ ...mine, scope: 'public' }, '')).toBe('scope=public&state=solved&category=lamp&limit=20')
    expect(query({ ...mine, scope: 'public', part: 'open', category: '' }, 'c')).toBe('scope=public&state=open&cursor=c')
    expect(query({ ...mine, scope: 'joined' }, '')).toBe('scope=joined&limit=20')
  })
  it('reads again as many as are shown, at most what one answer holds', () => {
    expect(query({ ...mine, filter: 'all' }, '', 60)).toBe('scope=mine&limit=60')
    expect(query({ ...mine, filter: 'all' }, '', 400)).toBe('scope=mine&limit=100')
    expect(query({ ...mine, filter: 'all' }, 'a+b')).toBe('scope=mine&cursor=a%2Bb')
  })
  it('counts each filter, and says nothing of nothing', () => {
    const counts: Counts = { submitted: 1, accepted: 0, in_progress: 2, waiting_reporter: 0, suspended: 0, checking: 0, handled: 1, closed: 100, withdrawn: 3, total: 107, overdue: 0, to_tell: 0, most: 100 }
    expect(filters(counts).map((f) => f.label + f.count)).toEqual(['全部100+', '办理中3', '待我补充', '已答复1', '已办结100+'])
  })
})

describe('where people live', () => {
  const building = (name: string, id = 1): Building => ({ id, name, micro_grid_id: null, micro_grid_ids: [] })
  it('is found by part of a name, spaces apart', () => {
    expect(named([building('12 号楼'), building('2 号楼')], ' 12号')).toEqual([building('12 号楼')])
    expect(named([building('A座')], 'a')).toHaveLength(1)
  })
  it('is in the order in which people count', () => {
    expect(inOrder(['10 号楼', '2 号楼', '会所', '1 号楼'].map((n) => building(n))).map((b) => b.name)).toEqual(['1 号楼', '2 号楼', '10 号楼', '会所'])
  })
  it('is read from a code, alone or in a page; other codes say nothing', () => {
    expect(sceneOf('g=12&k=ABCD2345')).toBe('g=12&k=ABCD2345')
    expect(sceneOf('packages/account/place/place?scene=g%3D12%26k%3DABCD2345')).toBe('g=12&k=ABCD2345')
    expect(sceneOf('https://example.com/?scene=1')).toBe('')
    expect(sceneOf('')).toBe('')
    expect(sceneOf('100%')).toBe('')
  })
})

describe('words of the pages', () => {
  it('stop counting where the server stops', () => {
    expect([upTo(3, 100), upTo(100, 100)]).toEqual(['3', '100+'])
    expect([HOME.unread(2), HOME.unread(120)]).toEqual(['您有 2 条新消息', '您有 99 条以上新消息'])
  })
  it('have an icon for every category, also for one that they do not know', () => {
    expect(iconOf({ icon: 'lamp' })).toBe('lightbulb-filled')
    expect(iconOf({ icon: 'rocket' })).toBe('app-filled')
  })
})
