import { ask } from '../../../api/request'
import type { Activity, Me } from '../../../api/types'
import { dateOf, dayName } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { day, whole } from '../../../lib/time'
import { search } from '../../../lib/list'
import { RESULTS, WEEK } from '../../../texts/activity'
import { CARE } from '../../../texts/care'
import { MAKE, SERIES } from '../../../texts/organise'

interface Listed { from: string; until: string; items: Activity[]; days: { day: string; name: string; work: boolean }[] }
interface Day { date: string; name: string; holiday: string; items: Activity[] }

const noon = (date: string) => `${date}T12:00:00`

/** A week's activities by day; what began earlier is on the first. */
function byDay({ from, items, days: named }: Listed, kind: string): Day[] {
  const days: Day[] = []
  for (const a of items) {
    if (kind && a.kind.code !== kind) continue
    const begun = dateOf(new Date(a.starts_at))
    const date = begun < from ? from : begun
    const last = days[days.length - 1]
    if (last?.date === date) last.items.push(a)
    else days.push({ date, name: dayName(noon(date)), holiday: named.find((d) => d.day === date && !d.work)?.name ?? '', items: [a] })
  }
  return days
}

const MANY = 12 // activities, beyond which a week is narrowed to one kind

/** The kinds of a full week, to choose one. */
function kindsOf(items: Activity[]): { code: string; name: string }[] {
  const kinds = [...new Map(items.map((a) => [a.kind.code, a.kind.name]))].map(([code, name]) => ({ code, name }))
  return items.length > MANY && kinds.length > 1 ? [{ code: '', name: WEEK.every }, ...kinds] : []
}

page({
  data: { t: WEEK, make: MAKE.entry, series: SERIES.title, results: RESULTS.link, care: CARE.title, own: false, organises: false, homeless: false, week: '', from: '', range: '', days: [] as Day[], kinds: [] as { code: string; name: string }[], kind: '' },
  list: null as Listed | null,
  onLoad(query: Record<string, string | undefined>) { this.setData({ week: query.week ?? '', own: query.own === '1' }) },
  onShow() { void this.refresh() },
  async read(person: Me) {
    this.setData({ homeless: !this.data.own && !person.home?.community_id })
    if (this.data.homeless) return
    if (!this.data.own) this.setData({ organises: (await ask<{ community_id: number }>('/v1/me/organising')).community_id > 0 })
    const list = await ask<Listed>(`/v1/activities?${search({ week: this.data.week, own: this.data.own })}`)
    this.setData({ from: list.from, range: whole(WEEK.range(day(noon(list.from)), day(noon(list.until)))), kinds: kindsOf(list.items) })
    this.list = list
    this.show()
  },
  show() {
    const kind = this.data.kinds.some((k) => k.code === this.data.kind) ? this.data.kind : ''
    this.setData({ kind, days: byDay(this.list!, kind) })
  },
  only(e: WechatMiniprogram.TouchEvent) {
    this.setData({ kind: e.currentTarget.dataset.code as string })
    this.show()
  },
  async last() { await this.turn(-7) },
  async next() { await this.turn(7) },
  async now() { await this.turn(0) },
  /** Turns some days back or on; 0 is back to this week. */
  async turn(days: number) {
    const t = new Date(noon(this.data.from))
    t.setDate(t.getDate() + days)
    this.setData({ week: days ? dateOf(t) : '', days: [], 'frame.phase': 'loading' })
    await this.refresh()
  },
  toMake() { wx.navigateTo({ url: '/packages/activity/make/make' }) },
  toSeries() { wx.navigateTo({ url: '/packages/activity/series/series' }) },
  toOwn() { wx.navigateTo({ url: '/packages/activity/week/week?own=1' }) },
  toCare() { wx.navigateTo({ url: '/packages/activity/cares/cares' }) },
  toMine() { wx.navigateTo({ url: '/packages/activity/mine/mine' }) },
  toResults() { wx.navigateTo({ url: '/packages/activity/results/results' }) },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
})
