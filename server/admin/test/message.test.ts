import { expect, it } from 'vitest'
import type { Delivery, DeliveryState } from '@/api/types'
import { canRetry, issueOf, settled, states, underWay } from '@/features/message/delivery'
import { texts } from '@/texts/message'

const at = (state: DeliveryState) => ({ id: 1, state }) as Delivery

it('every state can be chosen and is explained', () => {
  expect([...states].sort()).toEqual(Object.keys(texts.states).sort())
  for (const s of states) expect(texts.states[s].means.length, s).toBeGreaterThan(5)
})

it('only what has ended without arriving can be sent again', () => {
  expect(states.filter((state) => canRetry({ state }))).toEqual(['failed', 'dead', 'refused', 'no_grant'])
  expect(states.filter((state) => underWay({ state }))).toEqual(['queued', 'sending'])
})

it('a subject leads to its issue, anything else to none', () => {
  expect(['issue:12', 'issue:', 'notice:3', '', 'issue:12x'].map((subject) => issueOf({ subject }))).toEqual([12, null, null, null, null])
})

it('a retry is watched until something has become of it', async () => {
  const seen: DeliveryState[] = ['queued', 'sending', 'sent', 'failed']
  let paused = 0
  const got = await settled(async () => at(seen.shift()!), async () => void paused++)
  expect([got.state, paused, seen]).toEqual(['sent', 2, ['failed']])
})

it('a retry that stays in the queue is not watched for ever', async () => {
  let asked = 0
  const got = await settled(async () => (asked++, at('queued')), async () => {}, 5)
  expect([got.state, asked]).toEqual(['queued', 5])
})

it('a failure to ask is passed on', async () => {
  await expect(settled(() => Promise.reject(new Error('gone')), async () => {})).rejects.toThrow('gone')
})
