import { ask } from '../../../api/request'
import type { CareKind, CareOrder, Items } from '../../../api/types'
import { dayName, hour } from '../../../lib/activity'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { CARE } from '../../../texts/care'

const row = (o: CareOrder) => ({
  id: o.id, kind: o.kind.name, when: CARE.before(`${dayName(o.wanted_at)} ${hour(o.wanted_at)}`), where: o.needs ? `${o.needs.name}，${o.needs.door}` : o.where.name, state: CARE.states[o.state],
  live: o.state === 'open' || o.state === 'claimed' || o.state === 'done', near: !o.needs,
})

page({
  data: { t: CARE, ...nothing<CareOrder>(), near: [] as ReturnType<typeof row>[], mine: [] as ReturnType<typeof row>[], offering: '' },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/care-orders?${search(part(cursor, this.data.items.length))}` },
  async read() {
    const [kinds, skills] = await Promise.all([ask<Items<CareKind>>('/v1/skill-kinds'), ask<{ kinds: string[] }>('/v1/me/skills'), first<CareOrder>(this)])
    const named = kinds.items.filter((k) => skills.kinds.includes(k.code)).map((k) => k.name)
    this.setData({ offering: named.length ? CARE.offering(named.join('、')) : '' })
    this.dress()
  },
  dress() {
    const rows = this.data.items.map(row)
    this.setData({ near: rows.filter((r) => r.near), mine: rows.filter((r) => !r.near) })
  },
  onReachBottom() { void this.more() },
  async more() {
    await more<CareOrder>(this)
    this.dress()
  },
  toOrder() { wx.navigateTo({ url: '/packages/activity/order/order' }) },
  toOffer() { wx.navigateTo({ url: '/packages/activity/offer/offer' }) },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/activity/care/care?id=${e.currentTarget.dataset.id as number}` }) },
})
