import { describe, expect, it } from 'vitest'
import { Failure, fieldMessage } from '@/api/failure'
import type { Grant, Role } from '@/api/types'
import { grantDraft, mayGive, postsOf, rolesToGive, standing, type Typed } from '@/features/people/giving'
import { checkHandover, handover } from '@/features/people/handover'
import { checkedPassword, checkedPhone, checkedUsername } from '@/features/people/signin'

const now = new Date('2026-03-10T04:00:00Z') // noon in Shanghai
let ids = 0
const grant = (role: Role, at: Partial<Grant> = {}): Grant => ({ id: ++ids, role, from: '2026-01-01T00:00:00Z', ...at })
const staff = grant('staff', { community_id: 1 })

/** What a form complains about, as field and sentence. */
function complaint(fn: () => unknown, name: string): string {
  try {
    fn()
  } catch (e) {
    return e instanceof Failure ? fieldMessage(e, name) : String(e)
  }
  return ''
}

describe('a role', () => {
  it.each([
    [{}, 'in_force'], [{ from: '2026-03-10T04:00:01Z' }, 'to_come'], [{ until: '2026-03-10T04:00:00Z' }, 'over'], [{ until: '2026-03-10T04:00:01Z' }, 'in_force'],
  ])('with %j is %s', (at, want) => expect(standing(grant('worker', at), now)).toBe(want))

  it.each<[string, Grant, Role, Partial<Grant>, boolean]>([
    ['staff give a worker of their community', staff, 'worker', { community_id: 1, grid_id: 2, micro_grid_id: 3 }, true],
    ['staff give a colleague', staff, 'staff', { community_id: 1 }, true],
    ['staff give nobody above them', staff, 'county', {}, false],
    ['staff give nothing elsewhere', staff, 'worker', { community_id: 2 }, false],
    ['leaders give nothing', grant('leader', { community_id: 1, grid_id: 2 }), 'worker', { community_id: 1, grid_id: 2, micro_grid_id: 3 }, false],
    ['workers give nothing', grant('worker', { community_id: 1, grid_id: 2, micro_grid_id: 3 }), 'worker', { community_id: 1, grid_id: 2, micro_grid_id: 3 }, false],
    ['the county gives staff everywhere', grant('county'), 'staff', { community_id: 9 }, true],
    ['the county gives no admin', grant('county'), 'admin', {}, false],
    ['an admin gives an admin', grant('admin'), 'admin', {}, true],
    ['who was staff gives nothing', grant('staff', { community_id: 1, until: '2026-03-01T00:00:00Z' }), 'worker', { community_id: 1 }, false],
    ['who will be staff gives nothing yet', grant('staff', { community_id: 1, from: '2026-04-01T00:00:00Z' }), 'worker', { community_id: 1 }, false],
  ])('%s', (_, held, role, at, want) => expect(mayGive([held], role, at, now)).toBe(want))

  it('is offered in a form only when it may be given', () => {
    expect(rolesToGive([staff], 1)).toEqual(['staff', 'leader', 'worker'])
    expect(rolesToGive([staff], 2)).toEqual([])
    expect(rolesToGive([grant('county')], 7)).toEqual(['county', 'staff', 'leader', 'worker'])
    expect(rolesToGive([grant('admin')], 7)).toEqual(['admin', 'county', 'staff', 'leader', 'worker'])
  })

  it('that is over, or beyond reach, is no post to hand on', () => {
    const theirs = [
      grant('worker', { community_id: 1, grid_id: 2, micro_grid_id: 3 }), grant('leader', { community_id: 1, grid_id: 2, until: '2026-02-01T00:00:00Z' }),
      grant('staff', { community_id: 2 }), grant('staff', { community_id: 1, from: '2026-05-01T00:00:00Z' }),
    ]
    expect(postsOf([staff], theirs, now)).toEqual([theirs[0], theirs[3]])
  })
})

describe('a form for a role', () => {
  const typed = (more: Partial<Typed>): Typed => ({ role: undefined, place: {}, from: '', until: '', ...more })
  const draft = (more: Partial<Typed>) => grantDraft(typed(more), 1, now)

  it('names exactly the place that the role is about', () => {
    const place = { grid: 2, micro_grid: 3 }
    expect(draft({ role: 'worker', place })).toEqual({ role: 'worker', community_id: 1, grid_id: 2, micro_grid_id: 3 })
    expect(draft({ role: 'leader', place })).toEqual({ role: 'leader', community_id: 1, grid_id: 2 })
    expect(draft({ role: 'staff', place })).toEqual({ role: 'staff', community_id: 1 })
    expect(draft({ role: 'admin', place })).toEqual({ role: 'admin' })
  })

  it('begins now when the day is today, and ends with the end of a day', () => {
    expect(draft({ role: 'staff', from: '2026-03-10', until: '2026-03-10' })).toEqual({ role: 'staff', community_id: 1, until: '2026-03-10T15:59:59.000Z' })
    expect(draft({ role: 'staff', from: '2026-03-11' }).from).toBe('2026-03-10T16:00:00.000Z')
  })

  it.each([
    ['role', {}, '请选择角色'],
    ['place', { role: 'leader' as Role }, '请选择网格'],
    ['place', { role: 'worker' as Role }, '请选择微网格'],
    ['place', { role: 'worker' as Role, place: { grid: 2 } }, '请选择微网格'],
    ['until', { role: 'staff' as Role, until: '2026-03-09' }, '结束日期要在开始日期之后，也不能早于今天'],
    ['until', { role: 'staff' as Role, from: '2026-04-02', until: '2026-04-01' }, '结束日期要在开始日期之后，也不能早于今天'],
  ])('complains about %s: %j', (name, more, want) => expect(complaint(() => draft(more), name)).toBe(want))
})

describe('a form for leaving', () => {
  const post = grant('worker', { community_id: 1, grid_id: 2, micro_grid_id: 3 })
  const says = (more: object, field: string) => complaint(() => checkHandover({ ...handover(post), ...more }), `${field}-${post.id}`)

  it('asks who takes over, unless the post stays vacant', () => {
    expect(says({}, 'to')).toBe('请选择接手的人')
    expect(says({ to: 7 }, 'to')).toBe('')
    expect(says({ way: 'vacant' }, 'to')).toBe('')
  })

  it('asks for name and phone of somebody new', () => {
    expect(says({ way: 'fresh' }, 'name')).toBe('请填写姓名')
    expect(says({ way: 'fresh', name: '赵' }, 'phone')).toBe('网格员要填手机号，否则在微信里收不到诉求')
    expect(says({ way: 'fresh', name: '赵', phone: '123' }, 'phone')).toBe('请填写 11 位手机号')
    expect(says({ way: 'fresh', name: '赵', phone: '139 1111 2222' }, 'phone')).toBe('')
  })

  it('does not ask for an heir of those who stand above communities', () => expect(handover(grant('admin')).way).toBe('vacant'))
})

describe('a sign-in', () => {
  it('needs a name that can be typed', () => {
    expect(checkedUsername(' zhang.san ')).toBe('zhang.san')
    expect(complaint(() => checkedUsername(' '), 'username')).toBe('请填写用户名')
    expect(complaint(() => checkedUsername('张三'), 'username')).toBe('用户名只能用字母、数字、点、横线和下划线')
  })

  it('needs a password by the rule of the server', () => {
    expect(checkedPassword('correct horse', 'zhang')).toBe('correct horse')
    expect(complaint(() => checkedPassword('123456789', 'zhang'), 'password')).toBe('至少 10 位')
    expect(complaint(() => checkedPassword('zhang.san.1', 'zhang.san.1'), 'password')).toBe('密码不能与用户名相同')
  })

  it('takes a phone number with or without spaces, or none', () => {
    expect([checkedPhone(''), checkedPhone('139-1111 2222')]).toEqual(['', '13911112222'])
    expect(complaint(() => checkedPhone('02512345678'), 'phone')).toBe('请填写 11 位手机号')
  })
})
