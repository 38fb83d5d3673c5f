import { ask } from '../../../api/request'
import type { Compound, Items, Me } from '../../../api/types'
import { page } from '../../../lib/page'
import { keep } from '../../../lib/person'

page({
  data: { consent: '', compounds: [] as Compound[] },
  onLoad() { void this.refresh() },
  async read(person: Me) {
    const agreed = person.consent?.version === person.consent_needed
    const communities = await ask<Items<{ id: number }>>('/v1/communities')
    const all = await Promise.all(communities.items.map((c) => ask<Items<Compound>>(`/v1/communities/${c.id}/compounds`)))
    this.setData({ consent: agreed ? '' : person.consent_needed, compounds: all.flatMap((list) => list.items) })
  },
  async agree() {
    await this.attempt('agree', async () => {
      keep(await ask<Me>('/v1/me/consent', { method: 'POST', data: { version: this.data.consent } }))
      this.setData({ consent: '' })
    })
  },
  async choose(e: WechatMiniprogram.TouchEvent) {
    await this.attempt('choose', async () => {
      keep(await ask<Me>('/v1/me/home', { method: 'PUT', data: { building_id: e.currentTarget.dataset.id as number } }))
      await wx.navigateBack()
    })
  },
})
