import { ask } from '../../../api/request'
import type { Me, NoticeToTell, NoticeWay } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { TELL } from '../../../texts/notice'

page({
  data: { t: TELL, guest: false, ...nothing<NoticeToTell>(), at: -1 },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/notices/to-tell?${search(part(cursor, this.data.items.length))}` },
  async read(person: Me) {
    this.setData({ guest: !person.roles.some((r) => r.role === 'worker') })
    if (!this.data.guest) await first<NoticeToTell>(this)
  },
  onReachBottom() { void this.more() },
  async more() { await more<NoticeToTell>(this) },
  pick(e: WechatMiniprogram.TouchEvent) { this.setData({ at: e.currentTarget.dataset.index as number }) },
  close() { this.setData({ at: -1 }) },
  async told(e: WechatMiniprogram.CustomEvent<{ value: NoticeWay }>) {
    const { notice_id, account_id } = this.data.items[this.data.at]!
    this.close()
    await this.attempt('told', async () => {
      await ask(`/v1/notices/${notice_id}/tellings`, { method: 'POST', data: { account_id, way: e.detail.value } })
      wx.showToast({ title: TELL.done })
      await this.refresh()
    })
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/notice/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  leave() { wx.switchTab({ url: '/pages/home/home' }) },
})
