import { api, take } from '@/api/client'
import { Failure } from '@/api/failure'
import { keyring } from '@/api/once'
import type { Issue, Offer, StepDraft } from '@/api/types'
import { texts } from '@/texts/issue'

export type Content = Omit<StepDraft, 'step' | 'version'>
export type Stepper = (offer: Offer, content: Content) => Promise<void>

/** Whether the issue moved on while somebody was still writing. */
const overtaken = (e: unknown): e is Failure => e instanceof Failure && (e.code === 'issue.changed' || e.code === 'issue.step')

/** Says in words what happened meanwhile, and whether the step can still be taken. */
export function meanwhile(now: Issue, offer: Offer): string {
  const last = now.timeline.at(-1)
  const [who, what] = [last?.by.name || last?.by.role_text || texts.detail.somebody, last?.label ?? '']
  const still = now.steps.some((s) => s.step === offer.step)
  return still ? texts.step.changed(who, what) : texts.step.gone(who, what, offer.label)
}

/**
 * Takes steps on the issue in view. When somebody was faster, it shows the
 * issue as it is now and fails with what happened.
 */
export function stepper(issue: () => Issue, show: (now: Issue) => void, reload: () => Promise<Issue | null>): Stepper {
  const keys = keyring()
  return async (offer, content) => {
    const { id, version } = issue()
    const body = { step: offer.step, version, ...content }
    try {
      show(await take(api.POST('/v1/issues/{id}/steps', { params: { path: { id } }, body, headers: keys(body) })))
    } catch (e) {
      if (!overtaken(e)) throw e
      const now = await reload()
      throw now ? new Failure(e.status, e.code, meanwhile(now, offer), e.requestId) : e
    }
  }
}
