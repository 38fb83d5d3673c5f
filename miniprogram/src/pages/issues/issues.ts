import { ask } from '../../api/request'
import type { Items, Summary } from '../../api/types'
import { page } from '../../lib/page'

page({
  data: { items: [] as Summary[] },
  onShow() { void this.refresh() },
  async read() { this.setData({ items: (await ask<Items<Summary>>('/v1/issues?scope=mine')).items }) },
})
