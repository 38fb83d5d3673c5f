import { expect, it } from 'vitest'
import { runes, vagueWords } from '@/lib/lint'

it('finds vague words once each, in the order of the text', () => {
  expect(vagueWords('近期会安排，请放心，尽快答复，近期完成')).toEqual(['近期', '尽快'])
})

it('says nothing about a reply with a date', () => {
  expect(vagueWords('师傅 3 月 12 日上午到场更换，当天恢复照明')).toEqual([])
})

it('counts characters as people do', () => {
  expect(runes('路灯💡坏了')).toBe(5)
  expect(runes('')).toBe(0)
})
