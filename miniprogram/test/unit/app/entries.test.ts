import { expect, it } from 'vitest'
import { entries } from '../../../src/pages/work/entries'

const labels = (...roles: string[]) => entries({ roles: roles.map((role) => ({ role })) } as never).map((e) => e.label)

it('a worker has every way, a leader those that are not of one micro-grid, others what all have', () => {
  expect(labels('worker')).toEqual(['代邻居登记', '上门告知', '通知提问', '组织活动', '家人授权', '微信群'])
  expect(labels('leader')).toEqual(['通知提问', '组织活动', '家人授权', '微信群'])
  expect(labels('staff', 'worker')).toEqual(labels('worker'))
  expect(labels('staff')).toEqual(['组织活动'])
})
