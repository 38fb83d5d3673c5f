import { ask } from '../../api/request'
import type { Category, Counts, Items, Me, Summary } from '../../api/types'
import { first, more, nothing } from '../../lib/list'
import { opening } from '../../lib/opening'
import { page } from '../../lib/page'
import { LISTS } from '../../texts/issue'
import { PUBLIC } from '../../texts/neighbours'
import { filters, query, type Filter, type Looking, type Part, type Scope } from './query'

page({
  data: {
    t: LISTS, parts: PUBLIC, scope: 'mine' as Scope, filter: 'all' as Filter, part: 'solved' as Part, category: '', homeless: false,
    filters: [] as object[], ...nothing<Summary>(),
    categories: [] as { value: string; label: string }[], categoryName: LISTS.allCategories, choosing: false,
  },
  onShow() {
    const { scope = this.data.scope, part = this.data.part } = opening
    delete opening.scope
    delete opening.part
    if (scope !== this.data.scope || part !== this.data.part) this.setData({ scope, part, items: [], next: '', 'frame.phase': 'loading' })
    void this.refresh()
  },
  path(cursor: string): string {
    const { scope, filter, part, category, items } = this.data
    return `/v1/issues?${query({ scope, filter, part, category }, cursor, items.length)}`
  },
  async read(person: Me) {
    const homeless = this.data.scope === 'public' && !person.home
    this.setData({ homeless })
    if (homeless) return
    await Promise.all([first<Summary>(this), this.data.scope === 'mine' ? this.count() : this.data.scope === 'public' ? this.sorts() : undefined])
  },
  async count() { this.setData({ filters: filters(await ask<Counts>('/v1/issues/counts?scope=mine')) }) },
  async sorts() {
    const list = await ask<Items<Category>>('/v1/categories')
    this.setData({ categories: [{ value: '', label: LISTS.allCategories }, ...list.items.map((c) => ({ value: c.code, label: c.name }))] })
  },
  onReachBottom() { void this.more() },
  async more() { await more<Summary>(this) },
  async turn(change: Partial<Looking>) {
    this.setData({ ...change, items: [], next: '', 'frame.phase': 'loading' })
    await this.refresh()
  },
  async chooseScope(e: WechatMiniprogram.TouchEvent) {
    const scope = e.currentTarget.dataset.name as Scope
    if (scope !== this.data.scope) await this.turn({ scope })
  },
  async chooseFilter(e: WechatMiniprogram.TouchEvent) { await this.turn({ filter: e.currentTarget.dataset.name as Filter }) },
  async choosePart(e: WechatMiniprogram.TouchEvent) { await this.turn({ part: e.currentTarget.dataset.name as Part }) },
  chooseCategory() { this.setData({ choosing: true }) },
  closeSheet() { this.setData({ choosing: false }) },
  async categoryChosen(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { value } = e.detail
    this.setData({ choosing: false, categoryName: this.data.categories.find((c) => c.value === value)!.label })
    await this.turn({ category: value })
  },
  report() { wx.navigateTo({ url: '/packages/issue/report/report' }) },
  toResults() { wx.navigateTo({ url: '/packages/activity/results/results' }) },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
})
