import { ask, Failure, keyring } from '../api/request'
import type { Issue, Offer, StepDraft, Summary } from '../api/types'
import { CONFIRM, STEP } from '../texts/issue'

const MOST = 4 // characters on a button of WeChat's dialog
const key = keyring()

/** Takes a step, once however often it is sent. */
export function take(id: number, d: StepDraft): Promise<Issue> {
  const path = `/v1/issues/${id}/steps`
  return ask<Issue>(path, { method: 'POST', data: d, key: key([path, d]) })
}

/** Begins a step: one that asks something on its own page, any other here, after a question where it ends something. Gives the issue when it was taken. */
export async function begin(issue: Pick<Summary, 'id' | 'version'>, offer: Offer): Promise<Issue | null> {
  if (offer.needs.length > 0) {
    await wx.navigateTo({ url: `/packages/issue/step/step?id=${issue.id}&step=${offer.step}` })
    return null
  }
  const question = CONFIRM[offer.step] ?? (offer.tone === 'danger' ? { title: STEP.askTitle(offer.label), content: '' } : null)
  const confirmText = offer.label.length > MOST ? STEP.yes : offer.label
  if (question && !(await wx.showModal({ ...question, confirmText })).confirm) return null
  const now = await take(issue.id, { step: offer.step, version: issue.version })
  wx.showToast({ title: STEP.acted(offer.label) })
  return now
}

/** Whether the issue moved on while somebody still looked at it. */
export const overtaken = (e: unknown): boolean => e instanceof Failure && (e.code === 'issue.changed' || e.code === 'issue.step') || grabbed(e)

/** Whether somebody else took it first; the failure says who. */
export const grabbed = (e: unknown): boolean => e instanceof Failure && e.code === 'issue.grabbed'

/** What happened last: who did it, and what. */
export function latest(now: Issue): [who: string, what: string] {
  const last = now.timeline[now.timeline.length - 1]
  return [last?.by.name || last?.by.role_text || STEP.somebody, last?.label ?? now.state_text]
}
