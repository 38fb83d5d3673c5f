import { ask } from '../../../api/request'
import type { CareKind, Items, Listing, Talent } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { TALENT } from '../../../texts/talent'

page({
  data: { t: TALENT, ...nothing<Talent>(), skills: [] as string[], kinds: [] as CareKind[], skill: '', offers: false, listed: false, intro: '' },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/talents?${search({ ...part(cursor, this.data.items.length), skill: this.data.skill })}` },
  async read() {
    const [kinds, mine, listing] = await Promise.all([ask<Items<CareKind>>('/v1/skill-kinds'), ask<{ kinds: string[] }>('/v1/me/skills'), ask<Listing>('/v1/me/listing'), first<Talent>(this)])
    this.setData({ kinds: [{ code: '', name: TALENT.all }, ...kinds.items], offers: mine.kinds.length > 0, listed: listing.listed, intro: listing.intro })
    this.dress()
  },
  dress() { this.setData({ skills: this.data.items.map((p) => p.skills.map((k) => k.name).join('、')) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<Talent>(this)
    this.dress()
  },
  async turn(e: WechatMiniprogram.TouchEvent) {
    this.setData({ skill: e.currentTarget.dataset.code as string, items: [], skills: [], next: '' })
    await this.refresh()
  },
  typed(e: WechatMiniprogram.Input) { this.setData({ intro: e.detail.value }) },
  async list(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { await this.keep(e.detail.value) },
  async save() { await this.keep(true) },
  async keep(listed: boolean) {
    await this.attempt('list', async () => {
      try {
        await ask<Listing>('/v1/me/listing', { method: 'PUT', data: { listed, intro: this.data.intro.trim() } })
        wx.showToast({ title: listed ? TALENT.done : TALENT.gone })
      } finally {
        await this.refresh() // a refusal turns the switch back
      }
    })
  },
  toSkills() { wx.navigateTo({ url: '/packages/activity/offer/offer' }) },
})
