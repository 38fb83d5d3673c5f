import { ask } from '../../../api/request'
import type { CareKind, Items, Me, Template } from '../../../api/types'
import { allow, ENOUGH, wanted } from '../../../lib/alerts'
import { page } from '../../../lib/page'
import { OFFER, ORDER } from '../../../texts/care'
import { TALENT } from '../../../texts/talent'

page({
  data: { t: OFFER, talents: TALENT.link, home: ORDER, homeless: false, kinds: [] as CareKind[], templates: [] as Template[], offered: {} as Record<string, boolean> },
  onLoad() { void this.refresh() },
  onShow() { if (this.data.homeless) void this.refresh() },
  async read(person: Me) {
    this.setData({ homeless: !person.home?.community_id })
    if (this.data.homeless) return
    const [kinds, { kinds: mine }, templates] = await Promise.all([ask<Items<CareKind>>('/v1/skill-kinds'), ask<{ kinds: string[] }>('/v1/me/skills'), ask<Items<Template>>('/v1/templates')])
    this.setData({ kinds: kinds.items, templates: wanted(templates.items, false, ENOUGH, 'care'), offered: Object.fromEntries(kinds.items.map((k) => [k.code, mine.includes(k.code)])) })
  },
  turn(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { this.setData({ offered: { ...this.data.offered, [e.currentTarget.dataset.code as string]: e.detail.value } }) },
  async save() {
    await this.attempt('save', async () => {
      if (this.data.templates.length > 0) await allow(this.data.templates).catch(() => undefined) // an offer needs no message
      this.setData({ templates: [] })
      await ask('/v1/me/skills', { method: 'PUT', data: { kinds: this.data.kinds.map((k) => k.code).filter((code) => this.data.offered[code]) } })
      wx.showToast({ title: OFFER.done })
      if (getCurrentPages().length > 1) await wx.navigateBack()
    })
  },
  toTalents() { wx.navigateTo({ url: '/packages/activity/talents/talents' }) },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
})
