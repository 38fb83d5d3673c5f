import { describe, expect, it, vi } from 'vitest'
import type { Community, Grant, Grid, Issue, Me, Offer } from '@/api/types'
import { placeOf } from '@/lib/grant'

const communities = [1, 2, 3].map((id) => ({ id, code: String(id), name: `社区${id}`, street: '' })) as Community[]
const grant = (g: Partial<Grant>): Grant => ({ id: 1, role: 'staff', from: '2026-01-01T00:00:00Z', ...g })
const me = (...roles: Grant[]) => ({ roles }) as Me


describe('the communities that somebody works for', async () => {
  vi.stubGlobal('window', { location: { origin: 'http://127.0.0.1' } })
  const { reach } = await import('@/session')

  it('are those of the roles', () => {
    expect(reach(me(grant({ community_id: 2 }), grant({ role: 'worker', community_id: 3, grid_id: 1, micro_grid_id: 1 })), communities).map((c) => c.id)).toEqual([2, 3])
  })
  it('are all for a role without a place', () => expect(reach(me(grant({ role: 'county' })), communities)).toEqual(communities))
  it('are none for a resident', () => expect(reach(me(grant({ role: 'resident' })), communities)).toEqual([]))
})

describe('the place of a role', () => {
  const grids = [{ id: 5, code: '01', name: '第一网格', leader: null, micro_grids: [{ id: 50, code: '01-01', name: '01-01 微网格', worker: null }] }] as Grid[]
  it.each([
    [{}, ''],
    [{ community_id: 2 }, '社区2'],
    [{ community_id: 2, grid_id: 5 }, '社区2 第一网格'],
    [{ community_id: 2, grid_id: 5, micro_grid_id: 50 }, '社区2 第一网格 01-01 微网格'],
    [{ community_id: 2, grid_id: 99 }, '社区2'],
  ])('of %j is %s', (g, said) => expect(placeOf(grant(g), communities, grids)).toBe(said))
})

describe('somebody was faster', async () => {
  vi.stubGlobal('window', { location: { origin: 'http://127.0.0.1' } })
  const { meanwhile } = await import('@/features/issue/stepping')
  const answer: Offer = { step: 'answer', label: '答复', needs: ['text'], tone: 'primary' }
  const now = (steps: Offer[]) => ({ steps, timeline: [{ label: '提交诉求', by: { name: '王秀兰', role_text: '居民' } }, { label: '开始办理', by: { name: '李', role_text: '社区' } }] }) as unknown as Issue

  it('and the step can still be taken', () => expect(meanwhile(now([answer]), answer)).toBe('刚刚李做了“开始办理”。请看过最新情况后再提交，您填写的内容还在。'))
  it('and it cannot any more', () => expect(meanwhile(now([]), answer)).toContain('现在不能再“答复”'))
})
