import { ask } from '../../../api/request'
import type { Me, NoticeToTell, NoticeWay } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { day } from '../../../lib/time'
import { TELL } from '../../../texts/notice'

const FEW = 3 // notices of one person that are named

interface Named { id: number; title: string; sent: string }
interface Person { notices: Named[]; more: string; all: string }

const named = ({ notices }: NoticeToTell): Person => ({
  notices: notices.slice(0, FEW).map((n) => ({ id: n.notice_id, title: n.emergency ? TELL.urgent(n.title) : n.title, sent: TELL.sent(day(n.sent_at)) })),
  more: notices.length > FEW ? TELL.more(notices.length - FEW) : '', all: notices.length > 1 ? TELL.all(notices.length) : '',
})

/** People whom notices did not reach: called, visited, and noted. */
page({
  data: { t: TELL, guest: false, ...nothing<NoticeToTell>(), people: [] as Person[], at: 0, way: 'visit' as NoticeWay, when: '', all: true },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/notices/to-tell?${search(part(cursor, this.data.items.length))}` },
  async read(person: Me) {
    this.setData({ guest: !person.roles.some((r) => r.role === 'worker' || r.role === 'leader') })
    if (this.data.guest) return
    await first<NoticeToTell>(this)
    this.dress()
  },
  dress() { this.setData({ people: this.data.items.map(named) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<NoticeToTell>(this)
    this.dress()
  },
  one(e: WechatMiniprogram.BaseEvent): NoticeToTell { return this.data.items[e.currentTarget.dataset.index as number]! },
  /** Calls; what is noted next is most likely that. */
  async call(e: WechatMiniprogram.BaseEvent) {
    const { notices, account_id } = this.one(e)
    await this.attempt(`call ${account_id}`, async () => {
      const { phone } = await ask<{ phone: string }>(`/v1/notices/${notices[0]!.notice_id}/people/${account_id}/phone`)
      if (!phone) return this.say(TELL.noPhone)
      this.setData({ at: account_id, way: 'phone', when: '', all: true })
      wx.makePhoneCall({ phoneNumber: phone, fail: () => undefined })
    })
  },
  begin(e: WechatMiniprogram.BaseEvent) { this.setData({ at: this.one(e).account_id, way: 'visit', when: '', all: true }) },
  way(e: WechatMiniprogram.CustomEvent<{ value: NoticeWay }>) { this.setData({ way: e.detail.value }) },
  when(e: WechatMiniprogram.CustomEvent<{ value: string }>) { this.setData({ when: e.detail.value }) },
  whole(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { this.setData({ all: e.detail.value }) },
  leaveIt() { this.setData({ at: 0 }) },
  async told(e: WechatMiniprogram.BaseEvent) {
    const { notices, account_id } = this.one(e)
    const { way, when, all } = this.data
    await this.attempt('told', async () => {
      await ask(`/v1/notices/${notices[0]!.notice_id}/tellings`, { method: 'POST', data: { account_id, way, all, ...(when ? { at: when } : {}) } })
      this.setData({ at: 0 })
      wx.showToast({ title: TELL.done })
      await this.refresh()
    })
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/notice/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  leave() { wx.switchTab({ url: '/pages/home/home' }) },
})
