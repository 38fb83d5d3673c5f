import { ask } from '../../../api/request'
import type { Compound, Items, Me } from '../../../api/types'
import { keep, me, sentence } from '../../../lib/page'

Page({
  data: { consent: '', compounds: [] as Compound[], elder: false, error: '' },
  async onLoad() {
    await this.attempt(async () => {
      const person = await me(true)
      const agreed = person.consent?.version === person.consent_needed
      this.setData({ elder: person.elder_mode, consent: agreed ? '' : person.consent_needed })
      const communities = await ask<Items<{ id: number }>>('/v1/communities')
      const all = await Promise.all(communities.items.map((c) => ask<Items<Compound>>(`/v1/communities/${c.id}/compounds`)))
      this.setData({ compounds: all.flatMap((page) => page.items) })
    })
  },
  async agree() {
    await this.attempt(async () => {
      keep(await ask<Me>('/v1/me/consent', { method: 'POST', data: { version: this.data.consent } }))
      this.setData({ consent: '' })
    })
  },
  async choose(e: WechatMiniprogram.TouchEvent) {
    await this.attempt(async () => {
      keep(await ask<Me>('/v1/me/home', { method: 'PUT', data: { building_id: e.currentTarget.dataset.id as number } }))
      await wx.navigateBack()
    })
  },
  async attempt(work: () => Promise<void>) {
    try {
      this.setData({ error: '' })
      await work()
    } catch (e) {
      this.setData({ error: sentence(e) })
    }
  },
})
