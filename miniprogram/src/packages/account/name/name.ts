import { ask } from '../../../api/request'
import type { Me } from '../../../api/types'
import { page } from '../../../lib/page'
import { keep } from '../../../lib/person'
import { NAME } from '../../../texts/account'

page({
  data: { t: NAME, name: '' },
  onLoad() { void this.refresh() },
  async read(person: Me) { this.setData({ name: this.data.name || person.name }) },
  typed(e: WechatMiniprogram.Input) { this.setData({ name: e.detail.value }) },
  async save() {
    const name = this.data.name.trim()
    if (!name) return this.say(NAME.need)
    await this.attempt('save', async () => {
      keep(await ask<Me>('/v1/me', { method: 'PUT', data: { name } }))
      wx.showToast({ title: NAME.done })
      await wx.navigateBack()
    })
  },
})
