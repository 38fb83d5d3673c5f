import { ask } from '../../api/request'
import type { Home } from '../../api/types'
import { page } from '../../lib/page'

page({
  data: { home: null as Home | null },
  onShow() { void this.refresh() },
  async read() { this.setData({ home: await ask<Home>('/v1/home') }) },
  say() { wx.navigateTo({ url: '/packages/issue/report/report' }) },
})
