import { expect, it } from 'vitest'
import { notesOf } from '@/features/issue/notes'

const plain = { supervised: false, excluded: false, escalated: false }

it('says what waits for a word, and nothing of a plain matter', () => {
  expect(notesOf(plain)).toEqual([])
  expect(notesOf({ ...plain, supervised: true, request: { kind: 'extension', label: '申请延期', until: '2026-12-03T15:59:59Z' } })).toEqual(['申请延期到 2026-12-03，等待同意', '督办'])
  expect(notesOf({ ...plain, offered_to: { id: 7, name: '刘' } })[0]).toContain('刘')
})
