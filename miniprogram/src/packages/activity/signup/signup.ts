import type { Signup } from '../../../api/types'
import { dayName, hour } from '../../../lib/activity'
import { SIGNUP } from '../../../texts/activity'

/** How a sign-up stands, in a sentence. */
function said(s: Signup): string {
  if (s.state === 'waiting') return SIGNUP.inLine(s.in_line)
  if (s.state === 'offered' && s.offered_until) return SIGNUP.offered(`${dayName(s.offered_until)} ${hour(s.offered_until)}`)
  return SIGNUP.states[s.state]
}

const LIVE = ['confirmed', 'waiting', 'offered']
const LEAVE: Partial<Record<Signup['state'], string>> = { waiting: SIGNUP.stop, offered: SIGNUP.decline }

/** One person's place, and what can be done with it. Fires step with {step}. */
Component({
  properties: {
    signup: { type: Object, value: {} as Signup },
    busy: { type: String, value: '' },
  },
  data: { t: SIGNUP, who: '', said: '', live: false, confirm: false, leave: '', late: false },
  observers: {
    signup(given: Partial<Signup>) {
      if (!given.id) return
      const s = given as Signup
      const leaves = s.may.includes('withdraw')
      this.setData({
        who: SIGNUP.who(s.person), said: said(s), live: LIVE.includes(s.state), confirm: s.may.includes('confirm'),
        leave: leaves ? LEAVE[s.state] ?? SIGNUP.leave : '', late: s.state === 'confirmed' && !leaves && new Date(s.starts_at) > new Date(),
      })
    },
  },
  methods: {
    confirm() { this.triggerEvent('step', { signup: this.data.signup, step: 'confirm' }) },
    leave() { this.triggerEvent('step', { signup: this.data.signup, step: 'withdraw' }) },
  },
})
