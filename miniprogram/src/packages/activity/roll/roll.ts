import { ask } from '../../../api/request'
import type { ActivityDetail, Items, Rolled, Shift } from '../../../api/types'
import { span } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { line } from '../../../lib/time'
import { GUEST, RESULT, ROLL, SHIFT, WORDS } from '../../../texts/organise'
import { ATTEND } from '../../../texts/serve'

const PAGE = 50 // people that are shown at once
const MANY = 12 // with more people, names are searched

const state = (r: Rolled): string => (r.state === 'waiting' ? ROLL.inLine(r.in_line) : ROLL.states[r.state as keyof typeof ROLL.states])

const row = (r: Rolled) => ({
  id: r.id, name: r.person.name || ROLL.nobody, state: state(r), waits: r.state === 'waiting', nr: r.number, number: r.number ? ROLL.number(r.number) : '', call: r.number ? ROLL.callHim(r.number) : '',
  facts: line(r.person.relation !== 'self' && ROLL.by(r.signed_up_by || ROLL.nobody), r.person.relation !== 'guest' && r.phone_masked),
})

/** The booths of a fair, in the order of their first slots. */
const boothsOf = ({ shifts }: ActivityDetail): string[] => [...new Set(shifts.map((s) => s.booth))].filter(Boolean)

page({
  data: { t: ROLL, guest: GUEST.open, books: false, edit: WORDS.open, attend: ATTEND.open, result: RESULT.open, change: SHIFT.change, changes: false, leaving: 0, why: '', id: 0, activity: null as ActivityDetail | null, cancels: false, shifts: [] as object[], people: 0, many: false, words: '', booths: [] as string[], booth: '', empty: false, hides: '', most: PAGE, rest: '', reason: '' },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) { this.setData({ id: Number(query.id) }) },
  onShow() { void this.refresh() },
  async read() {
    const [activity, { items }] = await Promise.all([ask<ActivityDetail>(`/v1/activities/${this.data.id}`), ask<Items<Rolled>>(`/v1/activities/${this.data.id}/signups`)])
    this.all = items
    this.setData({ activity, cancels: activity.may.includes('cancel'), changes: activity.may.includes('change'), books: activity.shifts.some((s) => s.books), booths: boothsOf(activity), people: items.length, many: items.length > MANY })
    this.list()
  },
  all: [] as Rolled[],
  /** Lists those whose name was searched for, shift by shift; of a fair one booth at a time, first the slots with people. */
  list() {
    const { activity, booths, booth, empty } = this.data
    const at = booths.includes(booth) ? booth : booths[0] ?? ''
    const here = activity!.shifts.filter((s) => !at || s.booth === at)
    const used = here.filter((s) => !at || empty || s.taken + s.waiting > 0)

    const found = this.all.map((r) => ({ shift: r.shift_id, ...row(r) })).filter((r) => r.name.includes(this.data.words.trim()))
    const shifts = used.map((s) => ({
      id: s.id, open: s.open, name: s.name, when: span(s.starts_at, s.ends_at), ...this.calling(s), count: [ROLL.comes(s.taken), ...(s.waiting > 0 ? [ROLL.waits(s.waiting)] : [])].join('，'), rows: found.filter((r) => r.shift === s.id).slice(0, this.data.most),
    }))
    const longest = Math.max(0, ...used.map((s) => found.filter((r) => r.shift === s.id).length))
    this.setData({ shifts, rest: longest > this.data.most ? ROLL.rest(longest - this.data.most) : '', booth: at, hides: here.length > used.length ? ROLL.hides(here.length - used.length) : '' })
  },
  /** How far a booth has called, and the number that is next. */
  calling(s: Shift) {
    if (!s.booth) return { called: '', next: 0, callNext: '' }
    const numbers = this.all.filter((r) => r.shift_id === s.id && r.number > s.called).map((r) => r.number)
    const next = numbers.length ? Math.min(...numbers) : 0
    return { called: ROLL.called(s.called), next, callNext: next ? ROLL.callNext(next) : '' }
  },
  async call(e: WechatMiniprogram.TouchEvent) {
    const { id, number } = e.currentTarget.dataset as { id: number; number: number }
    await this.attempt(`call ${id} ${number}`, async () => {
      await ask(`/v1/activities/${this.data.id}/shifts/${id}/called`, { method: 'PUT', data: { number } })
      wx.showToast({ title: ROLL.calledDone(number) })
      await this.refresh()
    })
  },
  atBooth(e: WechatMiniprogram.TouchEvent) {
    this.setData({ booth: e.currentTarget.dataset.name as string, empty: false })
    this.list()
  },
  showMore() {
    this.setData({ most: this.data.most + PAGE })
    this.list()
  },
  showEmpty() {
    this.setData({ empty: true })
    this.list()
  },
  find(e: WechatMiniprogram.Input) {
    this.setData({ words: e.detail.value })
    this.list()
  },
  toGuest() { wx.navigateTo({ url: `/packages/activity/guest/guest?id=${this.data.id}` }) },
  toWords() { wx.navigateTo({ url: `/packages/activity/words/words?id=${this.data.id}` }) },
  toResult() { wx.navigateTo({ url: `/packages/activity/result/result?id=${this.data.id}` }) },
  toShift(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/activity/shift/shift?id=${this.data.id}&shift=${e.currentTarget.dataset.id as number}` }) },
  toAttend() { wx.navigateTo({ url: `/packages/activity/attend/attend?id=${this.data.id}` }) },
  /** Opens or closes the question why somebody is taken out. */
  takeOut(e: WechatMiniprogram.TouchEvent) {
    const id = e.currentTarget.dataset.id as number
    this.setData({ leaving: this.data.leaving === id ? 0 : id, why: '' })
  },
  because(e: WechatMiniprogram.Input) { this.setData({ why: e.detail.value }) },
  async remove() {
    const reason = this.data.why.trim()
    if (!reason) return this.say(ROLL.needWhy)
    await this.attempt('remove', async () => {
      await ask(`/v1/signups/${this.data.leaving}/removal`, { method: 'POST', data: { reason } })
      this.setData({ leaving: 0 })
      wx.showToast({ title: ROLL.out })
      await this.refresh()
    })
  },
  typed(e: WechatMiniprogram.Input) { this.setData({ reason: e.detail.value }) },
  async cancel() {
    const reason = this.data.reason.trim()
    if (!reason) return this.say(ROLL.needReason)
    await this.attempt('cancel', async () => {
      if (!(await wx.showModal({ title: ROLL.ask, content: ROLL.askHint(this.data.people), confirmText: ROLL.yes, cancelText: ROLL.no })).confirm) return
      await ask(`/v1/activities/${this.data.id}/cancellation`, { method: 'POST', data: { reason } })
      wx.showToast({ title: ROLL.done })
      if (getCurrentPages().length > 1) await wx.navigateBack()
      else await wx.redirectTo({ url: `/packages/activity/detail/detail?id=${this.data.id}` })
    })
  },
})
