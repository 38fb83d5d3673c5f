import { ask } from '../../../api/request'
import type { Me, NoticeToTell, NoticeWay } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { day } from '../../../lib/time'
import { TELL } from '../../../texts/notice'

/** People whom a notice did not reach: called, visited, and noted. */
page({
  data: { t: TELL, guest: false, ...nothing<NoticeToTell>(), sent: [] as string[], at: '', way: 'visit' as NoticeWay, when: '' },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/notices/to-tell?${search(part(cursor, this.data.items.length))}` },
  async read(person: Me) {
    this.setData({ guest: !person.roles.some((r) => r.role === 'worker' || r.role === 'leader') })
    if (this.data.guest) return
    await first<NoticeToTell>(this)
    this.dress()
  },
  dress() { this.setData({ sent: this.data.items.map((p) => TELL.sent(day(p.sent_at))) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<NoticeToTell>(this)
    this.dress()
  },
  one(e: WechatMiniprogram.BaseEvent): NoticeToTell { return this.data.items[e.currentTarget.dataset.index as number]! },
  /** Calls; what is noted next is most likely that. */
  async call(e: WechatMiniprogram.BaseEvent) {
    const { notice_id, account_id } = this.one(e)
    await this.attempt(`call ${notice_id} ${account_id}`, async () => {
      const { phone } = await ask<{ phone: string }>(`/v1/notices/${notice_id}/people/${account_id}/phone`)
      if (!phone) return this.say(TELL.noPhone)
      this.setData({ at: `${notice_id} ${account_id}`, way: 'phone', when: '' })
      wx.makePhoneCall({ phoneNumber: phone, fail: () => undefined })
    })
  },
  begin(e: WechatMiniprogram.BaseEvent) {
    const { notice_id, account_id } = this.one(e)
    this.setData({ at: `${notice_id} ${account_id}`, way: 'visit', when: '' })
  },
  way(e: WechatMiniprogram.CustomEvent<{ value: NoticeWay }>) { this.setData({ way: e.detail.value }) },
  when(e: WechatMiniprogram.CustomEvent<{ value: string }>) { this.setData({ when: e.detail.value }) },
  leaveIt() { this.setData({ at: '' }) },
  async told(e: WechatMiniprogram.BaseEvent) {
    const { notice_id, account_id } = this.one(e)
    const { way, when } = this.data
    await this.attempt('told', async () => {
      await ask(`/v1/notices/${notice_id}/tellings`, { method: 'POST', data: { account_id, way, ...(when ? { at: when } : {}) } })
      this.setData({ at: '' })
      wx.showToast({ title: TELL.done })
      await this.refresh()
    })
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/notice/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  leave() { wx.switchTab({ url: '/pages/home/home' }) },
})
