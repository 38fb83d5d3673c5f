import { ask } from '../../api/request'
import type { Category, Counts, Items, Me, Summary } from '../../api/types'
import { opening } from '../../lib/opening'
import { page } from '../../lib/page'
import { LISTS } from '../../texts/issue'
import { filters, query, type Filter, type Looking, type Scope } from './query'

type List = Items<Summary>

page({
  data: {
    t: LISTS, scope: 'mine' as Scope, filter: 'all' as Filter, category: '', homeless: false,
    filters: [] as object[], items: [] as Summary[], next: '', loading: false, stuck: false,
    categories: [] as { value: string; label: string }[], categoryName: LISTS.allCategories, choosing: false,
  },
  onShow() {
    const { scope } = opening
    delete opening.scope
    if (scope && scope !== this.data.scope) this.setData({ scope, items: [], next: '' })
    void this.refresh()
  },
  looking(): Looking { return { scope: this.data.scope, filter: this.data.filter, category: this.data.category } },
  async read(person: Me) {
    const homeless = this.data.scope === 'public' && !person.home
    this.setData({ homeless })
    if (homeless) return
    await Promise.all([this.list(), this.data.scope === 'mine' ? this.count() : this.sorts()])
  },
  /** The first items again, as many as are shown; an answer to an older question is dropped. */
  async list() {
    const look = this.looking()
    const list = await ask<List>(`/v1/issues?${query(look, '', this.data.items.length)}`)
    if (this.same(look)) this.setData({ items: list.items, next: list.next ?? '', loading: false, stuck: false })
  },
  async count() { this.setData({ filters: filters(await ask<Counts>('/v1/issues/counts?scope=mine')) }) },
  async sorts() {
    const list = await ask<Items<Category>>('/v1/categories')
    this.setData({ categories: [{ value: '', label: LISTS.allCategories }, ...list.items.map((c) => ({ value: c.code, label: c.name }))] })
  },
  same(look: Looking): boolean {
    const now = this.looking()
    return now.scope === look.scope && now.filter === look.filter && now.category === look.category
  },
  onReachBottom() { void this.more() },
  async more() {
    const { next, loading } = this.data
    if (!next || loading) return
    const look = this.looking()
    this.setData({ loading: true, stuck: false })
    try {
      const list = await ask<List>(`/v1/issues?${query(look, next)}`)
      if (this.same(look)) this.setData({ items: [...this.data.items, ...list.items], next: list.next ?? '' })
    } catch {
      this.setData({ stuck: true }) // the foot of the list says it, and offers to try again
    } finally {
      this.setData({ loading: false })
    }
  },
  async turn(change: Partial<Looking>) {
    this.setData({ ...change, items: [], next: '', 'frame.phase': 'loading' })
    await this.refresh()
  },
  async chooseScope(e: WechatMiniprogram.TouchEvent) {
    const scope = e.currentTarget.dataset.name as Scope
    if (scope !== this.data.scope) await this.turn({ scope })
  },
  async chooseFilter(e: WechatMiniprogram.TouchEvent) { await this.turn({ filter: e.currentTarget.dataset.name as Filter }) },
  chooseCategory() { this.setData({ choosing: true }) },
  closeSheet() { this.setData({ choosing: false }) },
  async categoryChosen(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { value } = e.detail
    this.setData({ choosing: false, categoryName: this.data.categories.find((c) => c.value === value)!.label })
    await this.turn({ category: value })
  },
  report() { wx.navigateTo({ url: '/packages/issue/report/report' }) },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
})
