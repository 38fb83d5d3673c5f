import { describe, expect, it } from 'vitest'
import type { RoutingChoices, RoutingRule } from '@/api/types'
import { blank, conditions, lacking, moved, put, target, tidy } from '@/features/routing/rules'

const choices = {
  categories: [{ code: 'lamp', name: '路灯', domain: '人居环境提升' }],
  grids: [{ id: 1, code: '01', name: '第一网格', leader: null, micro_grids: [{ id: 2, code: '01-01', name: '01-01 微网格', worker: null }] }],
  people: Array.from({ length: 6 }, (_, i) => ({ account_id: i + 1, name: `同志${i + 1}`, role_text: '网格员', territory_name: '' })),
} as unknown as RoutingChoices
const rule = (r: Partial<RoutingRule>): RoutingRule => ({ ...blank(), name: '一', ...r })

describe('a rule in words', () => {
  it('says what it is about', () => {
    expect(conditions(rule({}), choices)).toEqual(['所有诉求'])
    expect(conditions(rule({ category: 'lamp', micro_grid: '01-01', grid: '01', hours: 'outside' }), choices)).toEqual(['路灯', '01-01 微网格', '服务时间外'])
    expect(conditions(rule({ category: 'gone', grid: '09' }), choices)).toEqual(['gone（已没有）', '09（已没有）'])
  })
  it('says to whom it gives', () => {
    expect(target(rule({ mode: 'grab' }), choices)).toBe('本网格的网格员')
    expect(target(rule({ role: 'leader' }), choices)).toBe('本网格的网格长')
    expect(target(rule({ role: 'leader', in: '01' }), choices)).toBe('第一网格的网格长')
    expect(target(rule({ role: 'worker' }), choices)).toBe('本微网格的网格员')
    expect(target(rule({ role: 'worker', mode: 'rotate' }), choices)).toBe('本网格的网格员')
    expect(target(rule({ role: undefined, people: [1, 99] }), choices)).toBe('同志1、已不在岗的人员')
    expect(target(rule({ role: undefined, people: [1, 2, 3, 4, 5, 6] }), choices)).toBe('同志1、同志2、同志3、同志4等 6 人')
  })
})

describe('the list of rules', () => {
  it('moves a rule, but not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  })
  it('replaces or adds', () => {
    expect(put(['a', 'b'], 1, 'x')).toEqual(['a', 'x'])
    expect(put(['a'], 1, 'x')).toEqual(['a', 'x'])
  })
})

describe('what was filled in', () => {
  it('keeps only what its mode has a use for', () => {
    expect(tidy(rule({ mode: 'grab', people: [1], role: 'worker', in: '01' }), 'role')).not.toHaveProperty('role')
    expect(tidy(rule({ mode: 'grab', people: [1], in: '01' }), 'role')).toMatchObject({ people: [], in: '' })
    expect(tidy(rule({ people: [1], role: 'staff', in: '01' }), 'role')).toMatchObject({ people: [], role: 'staff', in: '' })
    const people = tidy(rule({ name: ' 甲 ', people: [1], role: 'staff' }), 'people')
    expect(people).toMatchObject({ name: '甲', people: [1] })
    expect(people.role).toBeUndefined()
  })
  it('is complained about by field', () => {
    expect(lacking(rule({ name: '' }), [])).toHaveProperty('name')
    expect(lacking(rule({}), [rule({})])).toHaveProperty('name')
    expect(lacking(rule({ role: undefined }), [])).toHaveProperty('people')
    expect(lacking(rule({ mode: 'grab', role: undefined }), [])).toEqual({})
  })
})
