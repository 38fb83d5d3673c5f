import { ask } from '../../api/request'
import type { Signup } from '../../api/types'
import { SIGNUP } from '../../texts/activity'

/** What a sign-up fires. */
export type Step = WechatMiniprogram.CustomEvent<{ signup: Signup; step: Signup['may'][number] }>

/** Confirms a place, or gives it up after a question. Gives whether anything was done. */
export async function take({ signup, step }: Step['detail']): Promise<boolean> {
  const question = { title: SIGNUP.ask(SIGNUP.who(signup.person)), content: SIGNUP.askHint, confirmText: SIGNUP.yes, cancelText: SIGNUP.no }
  if (step === 'withdraw' && !(await wx.showModal(question)).confirm) return false
  await ask<Signup>(`/v1/signups/${signup.id}/steps`, { method: 'POST', data: { step } })
  wx.showToast({ title: step === 'confirm' ? SIGNUP.confirmed : SIGNUP.left })
  return true
}
