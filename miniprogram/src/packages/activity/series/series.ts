import { ask } from '../../../api/request'
import type { Items, Me, Series } from '../../../api/types'
import { WEEKDAYS } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { day, line } from '../../../lib/time'
import { SERIES } from '../../../texts/organise'
import { areas } from '../make/draft'

const MANY = 8 // with more, names are searched

/** When a series is held, in words. */
function rule({ weekday, nth }: Series['draft']['rule']): string {
  const name = WEEKDAYS[weekday]!
  return nth ? SERIES.month(SERIES.nths[String(nth)]!, name) : SERIES.week(name)
}

const row = (s: Series) => ({
  id: s.id, title: s.draft.title, ended: s.ended, when: [rule(s.draft.rule), [...new Set(s.draft.shifts.map((p) => p.from))].slice(0, 3).join('、')].join(' '),
  facts: line(SERIES.each[s.draft.each], s.where.name, s.ended ? SERIES.ended : SERIES.until(day(`${s.planned_until}T12:00:00`))),
})

page({
  data: { t: SERIES, rows: [] as ReturnType<typeof row>[], some: false, many: false, words: '', ended: false, anyEnded: false, leaving: 0, why: '' },
  all: [] as Series[],
  onShow() { void this.refresh() },
  async read(person: Me) {
    const { community_id } = await ask<{ community_id: number }>('/v1/me/organising')
    const communities = [...new Set(areas(person, community_id).map((a) => a.at.community_id ?? 0))].filter(Boolean)
    const lists = await Promise.all(communities.map((id) => ask<Items<Series>>(`/v1/activity-series?community=${id}`)))
    this.all = lists.flatMap((l) => l.items)
    this.list()
  },
  list() {
    const { ended, words } = this.data
    const shown = this.all.filter((s) => ended || !s.ended)
    this.setData({ rows: shown.map(row).filter((r) => r.title.includes(words.trim())), some: shown.length > 0, many: shown.length > MANY, anyEnded: this.all.some((s) => s.ended) })
  },
  find(e: WechatMiniprogram.Input) {
    this.setData({ words: e.detail.value })
    this.list()
  },
  turn() {
    this.setData({ ended: !this.data.ended })
    this.list()
  },
  change(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/activity/words/words?series=${e.currentTarget.dataset.id as number}` }) },
  /** Opens or closes the question why a series ends. */
  leave(e: WechatMiniprogram.TouchEvent) {
    const id = e.currentTarget.dataset.id as number
    this.setData({ leaving: this.data.leaving === id ? 0 : id, why: '' })
  },
  because(e: WechatMiniprogram.Input) { this.setData({ why: e.detail.value }) },
  async end() {
    const reason = this.data.why.trim()
    if (!reason) return this.say(SERIES.needWhy)
    await this.attempt('end', async () => {
      if (!(await wx.showModal({ title: SERIES.ask, content: SERIES.askHint, confirmText: SERIES.yes, cancelText: SERIES.no })).confirm) return
      await ask(`/v1/activity-series/${this.data.leaving}/end`, { method: 'POST', data: { reason } })
      this.setData({ leaving: 0 })
      wx.showToast({ title: SERIES.done })
      await this.refresh()
    })
  },
  toMake() { wx.navigateTo({ url: '/packages/activity/make/make' }) },
})
