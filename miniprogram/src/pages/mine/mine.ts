import { ask } from '../../api/request'
import type { Me } from '../../api/types'
import { page } from '../../lib/page'
import { keep, me } from '../../lib/person'

page({
  data: { me: null as Me | null },
  onShow() { void this.refresh() },
  async read() { this.setData({ me: await me() }) },
  async elder(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    await this.attempt('elder', async () => {
      keep(await ask<Me>('/v1/me/elder-mode', { method: 'PUT', data: { elder_mode: e.detail.value } }))
      await this.refresh()
    })
  },
})
