import { ask } from '../../api/request'
import type { Me } from '../../api/types'
import { keep, me, sentence } from '../../lib/page'

Page({
  data: { me: null as Me | null, error: '' },
  async onShow() {
    try {
      this.setData({ me: await me(true), error: '' })
    } catch (e) {
      this.setData({ error: sentence(e) })
    }
  },
  async elder(e: WechatMiniprogram.SwitchChange) {
    try {
      this.setData({ me: keep(await ask<Me>('/v1/me/elder-mode', { method: 'PUT', data: { elder_mode: e.detail.value } })) })
    } catch (failed) {
      void wx.showToast({ title: sentence(failed), icon: 'none' })
    }
  },
})
