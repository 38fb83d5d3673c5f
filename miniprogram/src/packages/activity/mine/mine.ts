import type { Signup } from '../../../api/types'
import { span } from '../../../lib/activity'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { MINE } from '../../../texts/activity'
import { take, type Step } from '../step'

page({
  data: { t: MINE, ...nothing<Signup>(), whens: [] as string[] },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/signups?${search(part(cursor, this.data.items.length))}` },
  async read() {
    await first<Signup>(this)
    this.dress()
  },
  dress() { this.setData({ whens: this.data.items.map((s) => span(s.starts_at, s.ends_at)) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<Signup>(this)
    this.dress()
  },
  async step(e: Step) {
    await this.attempt('step', async () => { if (await take(e.detail)) await this.refresh() })
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/activity/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  toWeek() { wx.redirectTo({ url: '/packages/activity/week/week' }) },
})
