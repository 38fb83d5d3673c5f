import type { Building, Compound } from '../../../api/types'
import { page } from '../../../lib/page'
import { PLACE } from '../../../texts/account'
import { compounds, inOrder, join, joined, named, type Choice } from '../home'

const FEW = 18 // buildings that fit on a screen; more get a search field

page({
  data: { t: PLACE, community: 0, id: 0, compound: null as Compound | null, all: [] as Building[], shown: [] as Building[], words: '', searches: false },
  needs: ['community', 'compound'],
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ community: Number(query.community), id: Number(query.compound) })
    void this.refresh()
  },
  async read() {
    const compound = (await compounds(this.data.community)).find((c) => c.id === this.data.id) ?? null
    const all = inOrder(compound?.buildings ?? [])
    this.setData({ compound, all, shown: named(all, this.data.words), searches: all.length > FEW })
  },
  typed(e: WechatMiniprogram.Input) {
    this.setData({ words: e.detail.value, shown: named(this.data.all, e.detail.value) })
  },
  async choose(e: WechatMiniprogram.TouchEvent) { await this.join({ building_id: e.currentTarget.dataset.id as number }) },
  async unknown() { await this.join({ community_id: this.data.community, unknown: true }) },
  async join(choice: Choice) {
    await this.attempt('join', async () => {
      await join(choice)
      joined.now = true
      await wx.navigateBack()
    })
  },
})
