import { ask } from '../../api/request'
import type { Activity, Home, Items, Me, NoticeMine, Summary } from '../../api/types'
import { opening } from '../../lib/opening'
import { page } from '../../lib/page'
import { keep, me } from '../../lib/person'
import { WEEK } from '../../texts/activity'
import { HOME, upTo, waysTo } from '../../texts/home'

const REPORT = '/packages/issue/report/report'
const FEW = 2 // of what is open near by, and of the week's activities; one's own is shown above
const NOTICES = 2 // the newest; the others are in their list
const PLACE = '/packages/account/place/place'

/** The three figures of a worker's card. */
function figures(work: NonNullable<Home['work']>) {
  return [
    { label: HOME.toDo, value: upTo(work.submitted, work.most) },
    { label: HOME.doing, value: upTo(work.accepted + work.in_progress, work.most) },
    { label: HOME.late, value: upTo(work.overdue, work.most), late: work.overdue > 0 },
  ]
}

page({
  data: {
    t: HOME, week: WEEK, activities: [] as Activity[], home: null as Home | null, unread: '', figures: [] as object[], urgent: [] as Summary[], open: [] as Summary[],
    notices: [] as NoticeMine[],
    finding: false, ways: [] as object[],
  },
  onShow() { void this.refresh() },
  onShareAppMessage() { return { title: HOME.card, path: '/pages/home/home' } },
  async read(person: Me) {
    const [home, open, notices, week] = await Promise.all([
      ask<Home>('/v1/home'), person.home?.micro_grid_id ? ask<Items<Summary>>('/v1/issues?scope=public&state=open&limit=5') : null,
      ask<Items<NoticeMine>>(`/v1/notices?limit=${NOTICES}`), person.home?.community_id ? ask<Items<Activity>>('/v1/activities') : null,
    ])
    if (home.work && !home.worker) this.setData({ urgent: (await ask<Items<Summary>>('/v1/issues?scope=work&sort=due&limit=3&state=submitted,accepted,in_progress')).items })
    this.setData({
      home, notices: notices.items, open: (open?.items ?? []).filter((i) => !i.mine).slice(0, FEW), unread: home.unread > 0 ? HOME.unread(home.unread) : '', figures: home.work ? figures(home.work) : [],
      activities: (week?.items ?? []).filter((a) => !a.cancelled && new Date(a.ends_at) > new Date()).slice(0, FEW),
      ways: home.worker ? waysTo(home.worker.name) : [],
    })
  },
  write() { wx.navigateTo({ url: `${REPORT}?focus=1` }) },
  shoot() { wx.navigateTo({ url: `${REPORT}?camera=1` }) },
  find() {
    if (this.data.home?.worker) this.setData({ finding: true })
    else this.choosePlace()
  },
  found() { this.setData({ finding: false }) },
  async way(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.found()
    if (e.detail.value === 'call') await this.call()
    else this.write()
  },
  async call() {
    await this.attempt('call', async () => {
      const { phone } = await ask<{ phone: string }>('/v1/home/worker-phone')
      await wx.makePhoneCall({ phoneNumber: phone })
    })
  },
  async moved(e: WechatMiniprogram.CustomEvent<{ value: number }>) {
    await this.attempt('moved', async () => {
      await ask('/v1/me/relocation', { method: 'PUT', data: { micro_grid_id: e.detail.value } })
      await me(true)
      await this.refresh()
    })
  },
  toInbox() { wx.navigateTo({ url: '/packages/message/inbox/inbox' }) },
  toNotices() { wx.navigateTo({ url: '/packages/notice/list/list' }) },
  choosePlace() { wx.navigateTo({ url: PLACE }) },
  toWork() { wx.switchTab({ url: '/pages/work/work' }) },
  toWeek() { wx.navigateTo({ url: '/packages/activity/week/week' }) },
  toMine() { this.toIssues({ scope: 'mine' }) },
  toSolved() { this.toIssues({ scope: 'public', part: 'solved' }) },
  toOpen() { this.toIssues({ scope: 'public', part: 'open' }) },
  toIssues(what: typeof opening) {
    Object.assign(opening, what)
    wx.switchTab({ url: '/pages/issues/issues' })
  },
  async bigger() {
    await this.attempt('bigger', async () => {
      keep(await ask<Me>('/v1/me/elder-mode', { method: 'PUT', data: { elder_mode: true } }))
      await this.refresh()
    })
  },
})
