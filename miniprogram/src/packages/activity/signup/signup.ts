import type { Signup } from '../../../api/types'
import { dayName, hour, span } from '../../../lib/activity'
import { BOOTH, SIGNUP } from '../../../texts/activity'
import { MARK } from '../../../texts/serve'
import { sentence } from '../../../api/request'
import { keep, send } from './calendar'

/** How a sign-up stands, in a sentence. */
function said(s: Signup): string {
  if (s.state === 'waiting') return SIGNUP.inLine(s.in_line)
  if (s.state === 'offered' && s.offered_until) return SIGNUP.offered(`${dayName(s.offered_until)} ${hour(s.offered_until)}`)
  return SIGNUP.states[s.state]
}

const LIVE = ['confirmed', 'waiting', 'offered']
const LEAVE: Partial<Record<Signup['state'], string>> = { waiting: SIGNUP.stop, offered: SIGNUP.decline }

const HOUR = 3_600_000
const [EARLY, LATE] = [2 * HOUR, 6 * HOUR] // when somebody can come and go, around a shift

/** Whether people come and go now. */
function marks(s: Signup, now = Date.now()): boolean {
  return s.state === 'confirmed' && now >= Date.parse(s.starts_at) - EARLY && now <= Date.parse(s.ends_at) + LATE
}

/** One person's place, and what can be done with it. Fires step with {step}. */
Component({
  properties: {
    signup: { type: Object, value: {} as Signup },
    /** Whether its time is said: where several stand together. */
    timed: { type: Boolean, value: false },
    busy: { type: String, value: '' },
  },
  data: { t: SIGNUP, mark: MARK, marks: false, keeps: false, who: '', when: '', number: '', called: '', said: '', live: false, confirm: false, leave: '', late: false },
  observers: {
    signup(given: Partial<Signup>) {
      if (!given.id) return
      const s = given as Signup
      const leaves = s.may.includes('withdraw')
      this.setData({
        who: SIGNUP.who(s.person), when: span(s.starts_at, s.ends_at), said: said(s), live: LIVE.includes(s.state), confirm: s.may.includes('confirm'),
        number: s.number > 0 ? BOOTH.number(s.number) : '', called: s.called > 0 ? (s.called === s.number ? BOOTH.yours : BOOTH.called(s.called)) : BOOTH.uncalled,
        marks: marks(s), keeps: s.state === 'confirmed' && new Date(s.starts_at) > new Date(),
        leave: leaves ? LEAVE[s.state] ?? SIGNUP.leave : '', late: s.state === 'confirmed' && !leaves && new Date(s.starts_at) > new Date(),
      })
    },
  },
  methods: {
    confirm() { this.triggerEvent('step', { signup: this.data.signup, step: 'confirm' }) },
    toMark() { wx.navigateTo({ url: `/packages/activity/checkin/checkin?id=${this.data.signup.id}&activity=${this.data.signup.activity_id}` }) },
    async keep() {
      const said = await keep(this.data.signup)
      if (said) wx.showToast({ title: said, icon: 'none' })
    },
    async send() { await send(this.data.signup).catch((e: unknown) => { wx.showToast({ title: sentence(e), icon: 'none' }) }) },
    leave() { this.triggerEvent('step', { signup: this.data.signup, step: 'withdraw' }) },
  },
})
