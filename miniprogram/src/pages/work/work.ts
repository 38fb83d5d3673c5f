import { ask } from '../../api/request'
import type { Items, Summary } from '../../api/types'
import { page } from '../../lib/page'

page({
  data: { items: [] as Summary[], next: '' },
  onShow() { void this.refresh() },
  async read() {
    const list = await ask<Items<Summary>>('/v1/issues?scope=work&sort=due')
    this.setData({ items: list.items, next: list.next ?? '' })
  },
  async onReachBottom() {
    if (!this.data.next) return
    await this.attempt('more', async () => {
      const list = await ask<Items<Summary>>(`/v1/issues?scope=work&sort=due&cursor=${encodeURIComponent(this.data.next)}`)
      this.setData({ items: [...this.data.items, ...list.items], next: list.next ?? '' })
    })
  },
})
