import { ask } from '../../api/request'
import type { Home } from '../../api/types'
import { me, sentence } from '../../lib/page'

Page({
  data: { home: null as Home | null, elder: false, error: '' },
  async onShow() { await this.load() },
  async load() {
    this.setData({ error: '' })
    try {
      const person = await me()
      this.setData({ elder: person.elder_mode, home: await ask<Home>('/v1/home') })
    } catch (e) {
      this.setData({ error: sentence(e) })
    }
  },
  say() { void wx.navigateTo({ url: '/packages/issue/report/report' }) },
  shoot() { void wx.navigateTo({ url: '/packages/issue/report/report?camera=1' }) },
  open(e: WechatMiniprogram.TouchEvent) { void wx.navigateTo({ url: `/packages/issue/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  async phone() {
    try {
      const { phone } = await ask<{ phone: string }>('/v1/home/worker-phone')
      wx.makePhoneCall({ phoneNumber: phone, fail: () => undefined })
    } catch (e) {
      void wx.showToast({ title: sentence(e), icon: 'none' })
    }
  },
})
