import { ask, Failure } from '../../../api/request'
import type { ActivityDetail, Items, Rolled, Shift } from '../../../api/types'
import { dateOf, dayName, hour, span } from '../../../lib/activity'
import { search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { MAKE, ROLL, SHIFT } from '../../../texts/organise'
import { days, hours } from '../make/draft'

const NAMED = 5 // people whose names are said

type Which = '' | 'day' | 'from'

/** Whether something failed since people would be in two places at once. */
const clashes = (e: unknown): boolean => e instanceof Failure && e.code === 'volunteer.clash'

page({
  data: {
    t: SHIFT, make: MAKE, id: 0, shift: null as Shift | null, gone: false, when: '', day: '', dayText: '', from: '', length: 0, capacity: '', fewer: '', others: [] as { id: number; label: string }[], picking: '' as Which, days: [] as object[], hours,
  },
  needs: ['id', 'shift'],
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: Number(query.id) })
    this.which = Number(query.shift)
    void this.refresh()
  },
  which: 0,
  async read() {
    const { shifts } = await ask<ActivityDetail>(`/v1/activities/${this.data.id}`)
    const shift = shifts.find((s) => s.id === this.which && s.open)
    if (!shift) return this.setData({ gone: true })
    const starts = new Date(shift.starts_at)
    this.setData({
      shift, when: span(shift.starts_at, shift.ends_at), day: dateOf(starts), dayText: dayName(shift.starts_at), from: hour(shift.starts_at), length: new Date(shift.ends_at).getTime() - starts.getTime(), capacity: String(shift.capacity), fewer: '',
      others: shift.booth ? [] : shifts.filter((s) => s.open && !s.booth && s.id !== shift.id).map((s) => ({ id: s.id, label: [s.name, span(s.starts_at, s.ends_at)].filter(Boolean).join(' ') })),
    })
  },
  typed(e: WechatMiniprogram.Input) {
    const n = Number(e.detail.value)
    this.setData({ capacity: e.detail.value, fewer: n > 0 && n < this.data.shift!.taken ? SHIFT.fewer(this.data.shift!.taken) : '' })
  },
  pick(e: WechatMiniprogram.TouchEvent) { this.setData({ picking: e.currentTarget.dataset.name as Which, days: days() }) },
  close() { this.setData({ picking: '' }) },
  picked(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { value } = e.detail
    this.setData(this.data.picking === 'day' ? { day: value, dayText: dayName(`${value}T12:00:00`) } : { from: value })
    this.close()
  },
  async save() {
    const { id, shift, day, from, length, capacity } = this.data
    if (!/^\d{1,5}$/.test(capacity) || Number(capacity) < 1 || Number(capacity) > 10_000) return this.say(SHIFT.bad)
    await this.attempt('save', async () => {
      const starts = new Date(`${day}T${from}:00`)
      const { name, skills } = shift!
      const when = { starts_at: starts.toISOString(), ends_at: new Date(starts.getTime() + length).toISOString() }
      const done = await this.move(when, (drop: object) => ask(`/v1/activities/${id}/shifts/${shift!.id}`, { method: 'PUT', data: { name, skills, ...when, capacity: Number(capacity), ...drop } }))
      if (done) await this.leave(SHIFT.done)
    })
  },
  /** Moves people; when some would be in two places at once, says who and asks whether they lose this one. Gives whether it was done. */
  async move(where: Record<string, string | number>, send: (drop: object) => Promise<unknown>): Promise<boolean> {
    try {
      await send({})
    } catch (e) {
      if (!clashes(e)) throw e
      const { items } = await ask<Items<Rolled>>(`/v1/activities/${this.data.id}/shifts/${this.data.shift!.id}/clashes?${search(where)}`)
      const names = items.slice(0, NAMED).map((r) => r.person.name || ROLL.nobody).join('、')
      if (!(await wx.showModal({ title: SHIFT.clash(items.length), content: SHIFT.clashHint(names, items.length - NAMED), confirmText: SHIFT.goOn, cancelText: SHIFT.no })).confirm) return false
      await send({ drop_clashes: true })
    }
    return true
  },
  async merge(e: WechatMiniprogram.TouchEvent) {
    const to = this.data.others.find((o) => o.id === e.currentTarget.dataset.id)!
    await this.attempt('merge', async () => {
      if (!(await wx.showModal({ title: SHIFT.mergeAsk(to.label), content: SHIFT.mergeHint, confirmText: SHIFT.yes, cancelText: SHIFT.no })).confirm) return
      const done = await this.move({ into: to.id }, (drop: object) => ask(`/v1/activities/${this.data.id}/shifts/${this.data.shift!.id}/merge`, { method: 'POST', data: { into: to.id, ...drop } }))
      if (done) await this.leave(SHIFT.merged)
    })
  },
  async leave(said: string) {
    wx.showToast({ title: said })
    if (getCurrentPages().length > 1) await wx.navigateBack()
    else await wx.redirectTo({ url: `/packages/activity/roll/roll?id=${this.data.id}` })
  },
  home() { wx.switchTab({ url: '/pages/home/home' }) },
})
