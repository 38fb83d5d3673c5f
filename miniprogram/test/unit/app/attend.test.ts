import { describe, expect, it } from 'vitest'
import { dayCode, left, opens, passOf } from '../../../src/lib/attend'

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' // 12345678901234567890, as in RFC 6238

describe('the code of the day', () => {
  it('is that of RFC 6238', () => {
    expect(dayCode(SECRET, 60_000)).toBe('94287082') // its first vector: the first period
    expect(dayCode(SECRET, 119_999)).toBe('94287082')
    expect(dayCode(SECRET, 37037036 * 60_000)).toBe('07081804')
    expect(dayCode(SECRET, 120_000)).not.toBe('94287082')
  })
  it('says how long it holds', () => {
    expect([left(60_000), left(119_500)]).toEqual([60, 1])
  })
})

describe('a pass', () => {
  it('is as the server makes it', () => {
    expect(passOf(SECRET, 42)).toBe('42.JOPDQZ4NMKLTUL4A') // made by another program
    expect(opens(SECRET, passOf(SECRET, 42))).toBe(42)
  })
  it('is of one activity and one sign-up', () => {
    expect(opens('MFRGGZDFMZTWQ2LK', passOf(SECRET, 42))).toBe(0)
    expect(opens(SECRET, passOf(SECRET, 42).replace('42.', '43.'))).toBe(0)
    expect(opens(SECRET, 'https://example.cn')).toBe(0)
  })
})
