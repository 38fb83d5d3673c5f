import { ask } from '../../api/request'
import type { Home, Items, Me, Summary } from '../../api/types'
import { opening } from '../../lib/opening'
import { page } from '../../lib/page'
import { keep } from '../../lib/person'
import { day } from '../../lib/time'
import { HOME, upTo, waysTo } from '../../texts/home'

const REPORT = '/packages/issue/report/report'
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
    t: HOME, home: null as Home | null, unread: '', figures: [] as object[], urgent: [] as Summary[], solved: [] as object[],
    finding: false, ways: [] as object[],
  },
  onShow() { void this.refresh() },
  onShareAppMessage() { return { title: HOME.card, path: '/pages/home/home' } },
  async read() {
    const home = await ask<Home>('/v1/home')
    if (home.work && !home.worker) this.setData({ urgent: (await ask<Items<Summary>>('/v1/issues?scope=work&sort=due&limit=3&state=submitted,accepted,in_progress')).items })
    this.setData({
      home, unread: home.unread > 0 ? HOME.unread(home.unread) : '', figures: home.work ? figures(home.work) : [],
      solved: home.solved.map((s) => ({ ...s, when: day(s.updated_at) })), ways: home.worker ? waysTo(home.worker.name) : [],
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
  toInbox() { wx.navigateTo({ url: '/packages/message/inbox/inbox' }) },
  choosePlace() { wx.navigateTo({ url: PLACE }) },
  toWork() { wx.switchTab({ url: '/pages/work/work' }) },
  toMine() { this.toIssues('mine') },
  toSolved() { this.toIssues('public') },
  toIssues(scope: 'mine' | 'public') {
    opening.scope = scope
    wx.switchTab({ url: '/pages/issues/issues' })
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  async bigger() {
    await this.attempt('bigger', async () => {
      keep(await ask<Me>('/v1/me/elder-mode', { method: 'PUT', data: { elder_mode: true } }))
      await this.refresh()
    })
  },
})
