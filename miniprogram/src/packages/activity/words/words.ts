import { ask } from '../../../api/request'
import type { ActivityDetail, Series } from '../../../api/types'
import { page } from '../../../lib/page'
import { MAKE, WORDS } from '../../../texts/organise'
import { fits, hours } from '../make/draft'

interface Form { title: string; place: string; bring: string; text: string; parts: { from: string; capacity: string }[] }

type Typed = WechatMiniprogram.Input | WechatMiniprogram.TextareaInput

page({
  data: { t: WORDS, make: MAKE, id: 0, series: 0, said: '', gone: false, form: null as Form | null, fromTexts: [] as string[], capacityTexts: [] as string[], hours, picking: false, nth: 0 },
  needs: ['id|series'],
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: Number(query.id ?? 0), series: Number(query.series ?? 0) })
    if (query.series) wx.setNavigationBarTitle({ title: WORDS.series })
    void this.refresh()
  },
  one: null as ActivityDetail | null,
  all: null as Series | null,
  /** Reads what there is; what was typed already stays. */
  async read() {
    if (this.data.series) {
      this.all = await ask<Series>(`/v1/activity-series/${this.data.series}`)
      const { title, place, bring = '', text = '', shifts } = this.all.draft
      const parts = shifts.some((s) => s.booth) ? [] : shifts.map((s) => ({ from: s.from, capacity: String(s.capacity) }))
      this.show({ title, place, bring, text, parts }, this.all.ended, WORDS.all)
    } else {
      this.one = await ask<ActivityDetail>(`/v1/activities/${this.data.id}`)
      const { title, place, bring, text, may, series_id } = this.one
      this.show({ title, place, bring, text, parts: [] }, !may.includes('change'), series_id ? WORDS.alone : WORDS.moved)
    }
  },
  show(form: Form, gone: boolean, said: string) {
    const each = (text: typeof WORDS.from) => form.parts.map((_, n) => text(n + 1, form.parts.length))
    this.setData({ form: this.data.form ?? form, gone, said, fromTexts: each(WORDS.from), capacityTexts: each(WORDS.capacity) })
  },
  change(change: Partial<Form>) { this.setData({ form: { ...this.data.form!, ...change }, 'frame.notice': '' }) },
  changePart(nth: number, change: Partial<Form['parts'][number]>) { this.change({ parts: this.data.form!.parts.map((p, n) => (n === nth ? { ...p, ...change } : p)) }) },
  typed(e: Typed) { this.change({ [e.currentTarget.dataset.field as 'title']: e.detail.value }) },
  holds(e: WechatMiniprogram.Input) { this.changePart(e.currentTarget.dataset.nth as number, { capacity: e.detail.value }) },
  pick(e: WechatMiniprogram.TouchEvent) { this.setData({ picking: true, nth: e.currentTarget.dataset.nth as number }) },
  close() { this.setData({ picking: false }) },
  picked(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.changePart(this.data.nth, { from: e.detail.value })
    this.close()
  },
  async save() {
    const form = this.data.form!
    const words = { title: form.title.trim(), place: form.place.trim(), bring: form.bring.trim(), text: form.text.trim() }
    if (!words.title) return this.say(MAKE.needs.title)
    if (!words.place) return this.say(MAKE.needs.place)
    if (!form.parts.every((p) => fits(p.capacity))) return this.say(MAKE.needs.capacity)
    await this.attempt('save', async () => {
      if (this.all) {
        const shifts = this.all.draft.shifts.map((s, n) => (form.parts[n] ? { ...s, from: form.parts[n].from, capacity: Number(form.parts[n].capacity) } : s))
        await ask(`/v1/activity-series/${this.all.id}`, { method: 'PUT', data: { version: this.all.version, draft: { ...this.all.draft, ...words, shifts } } })
      } else await ask(`/v1/activities/${this.data.id}`, { method: 'PUT', data: { ...words, version: this.one!.version } })
      wx.showToast({ title: WORDS.done })
      if (getCurrentPages().length > 1) await wx.navigateBack()
      else await wx.redirectTo({ url: this.all ? '/packages/activity/series/series' : `/packages/activity/detail/detail?id=${this.data.id}` })
    })
  },
  home() { wx.switchTab({ url: '/pages/home/home' }) },
})
