import type { Delivery, DeliveryState } from '@/api/types'

/** The states in the order in which they are chosen from, what needs attention first. */
export const states: DeliveryState[] = ['failed', 'dead', 'refused', 'no_grant', 'queued', 'sending', 'sent', 'merged', 'halted']

/** Whether a delivery has ended in a way that a person may try again. */
export const canRetry = (d: Pick<Delivery, 'state'>): boolean => ['failed', 'dead', 'refused', 'no_grant'].includes(d.state)

/** Whether something will still become of it by itself. */
export const underWay = (d: Pick<Delivery, 'state'>): boolean => d.state === 'queued' || d.state === 'sending'

/** The id of the issue that a message is about. */
export function issueOf(d: Pick<Delivery, 'subject'>): number | null {
  const found = /^issue:(\d+)$/.exec(d.subject)
  return found ? Number(found[1]) : null
}

/**
 * Waits until something has become of a delivery, asking now and then; gives
 * what is known when patience runs out.
 */
export async function settled(read: () => Promise<Delivery>, pause: () => Promise<void>, tries = 20): Promise<Delivery> {
  let d = await read()
  for (let n = 1; underWay(d) && n < tries; n++) {
    await pause()
    d = await read()
  }
  return d
}
