import { ask, keyring } from '../../../api/request'
import type { ActivityDetail, ActivityKind, CareKind, Items, Me } from '../../../api/types'
import { dayName } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { MAKE } from '../../../texts/organise'
import { areas, blank, days, draft, hours, lacks, lengths, part, series, slotLengths, type Booth, type Form, type Part } from './draft'

const MOST = 5 // parts of a day, or booths of a fair, that a phone is fit for; skills, by the contract
const key = keyring()

type Typed = WechatMiniprogram.Input | WechatMiniprogram.TextareaInput
type Chosen = WechatMiniprogram.CustomEvent<{ value: string }>
type Which = '' | 'kind' | 'day' | 'from'

page({
  data: {
    t: MAKE, guest: false, form: blank(), areas: [] as ReturnType<typeof areas>, kinds: [] as ActivityKind[], choices: [] as object[], kindName: '', skills: [] as CareKind[], needed: {} as Record<string, boolean>, dayText: '',
    picking: '' as Which, nth: 0, days: [] as object[], hours, lengths, slotLengths, most: MOST,
  },
  onLoad() { void this.refresh() },
  async read(person: Me) {
    const { community_id } = await ask<{ community_id: number }>('/v1/me/organising')
    const mine = areas(person, community_id)
    this.setData({ areas: mine, guest: !mine.length })
    if (mine.length) await this.readKinds()
  },
  async readKinds() {
    const { items } = await ask<Items<ActivityKind>>(`/v1/activity-kinds?community=${this.data.areas[this.data.form.area]!.at.community_id ?? 0}`)
    const skills = await ask<Items<CareKind>>(`/v1/skill-kinds?community=${this.data.areas[this.data.form.area]!.at.community_id ?? 0}`)
    this.setData({ skills: skills.items, needed: {}, form: { ...this.data.form, needs: [] }, kinds: items, choices: items.map((k) => ({ value: k.code, label: k.name, hint: k.hint })) })
  },
  change(change: Partial<Form>) { this.setData({ form: { ...this.data.form, ...change }, 'frame.notice': '' }) },
  changePart(nth: number, change: Partial<Part>) { this.change({ parts: this.data.form.parts.map((p, n) => (n === nth ? { ...p, ...change } : p)) }) },
  changeBooth(nth: number, change: Partial<Booth>) { this.change({ booths: this.data.form.booths.map((b, n) => (n === nth ? { ...b, ...change } : b)) }) },
  typed(e: Typed) { this.change({ [e.currentTarget.dataset.field as 'title']: e.detail.value }) },
  turned(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { this.change({ [e.currentTarget.dataset.field as 'near']: e.detail.value }) },
  async area(e: WechatMiniprogram.TouchEvent) {
    this.change({ area: e.currentTarget.dataset.nth as number })
    await this.attempt('kinds', () => this.readKinds())
  },
  pick(e: WechatMiniprogram.TouchEvent) {
    const { name, nth } = e.currentTarget.dataset as { name: Which; nth?: number }
    this.setData({ picking: name, nth: nth ?? 0, ...(name === 'day' ? { days: days() } : {}) })
  },
  close() { this.setData({ picking: '' }) },
  picked(e: Chosen) {
    const { value } = e.detail
    const { picking, nth, kinds } = this.data
    this.close()
    if (picking === 'kind') {
      const kind = kinds.find((k) => k.code === value)!
      this.change({ kind: value, children: kind.children })
      this.setData({ kindName: kind.name })
    } else if (picking === 'day') {
      this.change({ day: value })
      this.setData({ dayText: dayName(`${value}T12:00:00`) })
    } else if (this.data.form.fair) this.changeBooth(nth, { from: value })
    else this.changePart(nth, { from: value })
  },
  need(e: WechatMiniprogram.TouchEvent) {
    const code = e.currentTarget.dataset.code as string
    const needs = this.data.form.needs.includes(code) ? this.data.form.needs.filter((c) => c !== code) : [...this.data.form.needs, code]
    if (needs.length > MOST) return this.say(MAKE.needs.skills)
    this.change({ needs })
    this.setData({ needed: Object.fromEntries(needs.map((c) => [c, true])) })
  },
  often(e: WechatMiniprogram.TouchEvent) { this.change({ repeat: e.currentTarget.dataset.value as Form['repeat'] }) },
  lasts(e: WechatMiniprogram.TouchEvent) { this.changePart(e.currentTarget.dataset.nth as number, { hours: Number(e.currentTarget.dataset.value) }) },
  holds(e: WechatMiniprogram.Input) { this.changePart(e.currentTarget.dataset.nth as number, { capacity: e.detail.value }) },
  more() { this.change({ parts: [...this.data.form.parts, { ...part('14:00'), capacity: this.data.form.parts[0]!.capacity }] }) },
  less(e: WechatMiniprogram.TouchEvent) { this.change({ parts: this.data.form.parts.filter((_, n) => n !== e.currentTarget.dataset.nth) }) },
  boothTyped(e: WechatMiniprogram.Input) {
    const { nth, field } = e.currentTarget.dataset as { nth: number; field: 'name' | 'capacity' }
    this.changeBooth(nth, { [field]: e.detail.value })
  },
  boothTurned(e: WechatMiniprogram.TouchEvent) {
    const { nth, field, value } = e.currentTarget.dataset as { nth: number; field: 'hours' | 'minutes'; value: string }
    this.changeBooth(nth, { [field]: Number(value) })
  },
  moreBooths() { this.change({ booths: [...this.data.form.booths, { ...this.data.form.booths[this.data.form.booths.length - 1]!, name: '' }] }) },
  fewerBooths(e: WechatMiniprogram.TouchEvent) { this.change({ booths: this.data.form.booths.filter((_, n) => n !== e.currentTarget.dataset.nth) }) },
  async send() {
    const { form, areas: all } = this.data
    const wrong = lacks(form)
    if (wrong) return this.say(wrong)
    await this.attempt('send', async () => {
      const { at } = all[form.area]!
      if (form.repeat !== 'once') {
        const data = series(form, at)
        await ask('/v1/activity-series', { method: 'POST', data, key: key(data) })
        wx.showToast({ title: MAKE.doneSeries })
        return void wx.redirectTo({ url: `/packages/activity/week/week?own=1&week=${form.day}` })
      }
      const data = draft(form, at)
      const made = await ask<ActivityDetail>('/v1/activities', { method: 'POST', data, key: key(data) })
      wx.showToast({ title: MAKE.done })
      await wx.redirectTo({ url: `/packages/activity/detail/detail?id=${made.id}` })
    })
  },
  leave() { wx.switchTab({ url: '/pages/home/home' }) },
})
