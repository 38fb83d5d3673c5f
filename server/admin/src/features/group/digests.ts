import type { GroupCard, GroupStage } from '@/api/types'
import { find as findGroups } from './board'

/** How far a week's card can have come, what waits for somebody first. */
export const stages: GroupStage[] = ['made', 'shared', 'opened', 'quiet']

/** How many cards have come how far. */
export function counts(cards: GroupCard[]): Record<GroupStage, number> {
  const out = Object.fromEntries(stages.map((s) => [s, 0])) as Record<GroupStage, number>
  for (const c of cards) if (c.digest) out[c.digest.stage]++
  return out
}

/** Those that have come so far, and whose group or place contains the words. */
export function find(cards: GroupCard[], { stage, words }: { stage?: GroupStage; words?: string }): GroupCard[] {
  const named = new Set(findGroups(cards.map((c) => c.group), { words }).map((g) => g.id))
  return cards.filter((c) => named.has(c.group.id) && (!stage || c.digest?.stage === stage))
}
