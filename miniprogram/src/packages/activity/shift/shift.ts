import { ask } from '../../../api/request'
import type { ActivityDetail, Shift } from '../../../api/types'
import { dateOf, dayName, hour, span } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { MAKE, SHIFT } from '../../../texts/organise'
import { days, hours } from '../make/draft'

type Which = '' | 'day' | 'from'

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
      await ask(`/v1/activities/${id}/shifts/${shift!.id}`, { method: 'PUT', data: { name, skills, starts_at: starts.toISOString(), ends_at: new Date(starts.getTime() + length).toISOString(), capacity: Number(capacity) } })
      await this.leave(SHIFT.done)
    })
  },
  async merge(e: WechatMiniprogram.TouchEvent) {
    const to = this.data.others.find((o) => o.id === e.currentTarget.dataset.id)!
    await this.attempt('merge', async () => {
      if (!(await wx.showModal({ title: SHIFT.mergeAsk(to.label), content: SHIFT.mergeHint, confirmText: SHIFT.yes, cancelText: SHIFT.no })).confirm) return
      await ask(`/v1/activities/${this.data.id}/shifts/${this.data.shift!.id}/merge`, { method: 'POST', data: { into: to.id } })
      await this.leave(SHIFT.merged)
    })
  },
  async leave(said: string) {
    wx.showToast({ title: said })
    if (getCurrentPages().length > 1) await wx.navigateBack()
    else await wx.redirectTo({ url: `/packages/activity/roll/roll?id=${this.data.id}` })
  },
  home() { wx.switchTab({ url: '/pages/home/home' }) },
})
