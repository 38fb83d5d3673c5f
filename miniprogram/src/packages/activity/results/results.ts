import type { ActivityResult, Me } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { day, line } from '../../../lib/time'
import { RESULTS } from '../../../texts/activity'

const facts = (r: ActivityResult): string => line(day(r.starts_at), r.where.name, r.people > 0 && RESULTS.people(r.people))

page({
  data: { t: RESULTS, homeless: false, ...nothing<ActivityResult>(), facts: [] as string[] },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/activity-results?${search(part(cursor, this.data.items.length))}` },
  async read(person: Me) {
    this.setData({ homeless: !person.home?.community_id })
    await first<ActivityResult>(this)
    this.dress()
  },
  dress() { this.setData({ facts: this.data.items.map(facts) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<ActivityResult>(this)
    this.dress()
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/activity/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  toWeek() { wx.navigateTo({ url: '/packages/activity/week/week' }) },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
})
