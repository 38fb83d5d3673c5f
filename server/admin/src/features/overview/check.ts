import type { Checked } from '@/api/types'
import { when } from '@/lib/format'
import { texts } from '@/texts/overview'

const t = texts.check
const patience = 2 * 86_400_000 // milliseconds; one missed night is no alarm

/** What is to be said of the last proof of the promise, and how loudly. */
export function stateOf(check: Checked | null, now = new Date()): { mood: 'none' | 'calm' | 'late' | 'bad'; text: string } {
  if (!check) return { mood: 'none', text: t.none }
  const text = t.last(when(check.at, now), check.issues, check.findings)
  if (check.findings) return { mood: 'bad', text }
  return now.getTime() - Date.parse(check.at) > patience ? { mood: 'late', text: t.late(text) } : { mood: 'calm', text }
}
