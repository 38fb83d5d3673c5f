import { ask } from '../../api/request'
import type { Items, Summary } from '../../api/types'
import { me, sentence, works } from '../../lib/page'

const MINE = { name: 'mine', label: '我的' }
const WORK = { name: 'work', label: '待我办理' }
const PUBLIC = { name: 'public', label: '身边公开' }

Page({
  data: { scopes: [MINE, PUBLIC], scope: 'mine', items: [] as Summary[], next: '', elder: false, error: '', loaded: false },
  async onShow() {
    const person = await me().catch(() => null)
    if (person) {
      const scopes = works(person) ? [WORK, MINE, PUBLIC] : [MINE, PUBLIC]
      this.setData({ elder: person.elder_mode, scopes, scope: this.data.loaded ? this.data.scope : scopes[0]!.name })
    }
    await this.load()
  },
  async load() { await this.fetch('') },
  async more() { await this.fetch(this.data.next) },
  async fetch(cursor: string) {
    this.setData({ error: '' })
    try {
      const page = await ask<Items<Summary>>(`/v1/issues?scope=${this.data.scope}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
      this.setData({ items: cursor ? [...this.data.items, ...page.items] : page.items, next: page.next ?? '', loaded: true })
    } catch (e) {
      this.setData({ error: sentence(e) })
    }
  },
  async choose(e: WechatMiniprogram.TouchEvent) {
    this.setData({ scope: e.currentTarget.dataset.name as string, items: [] })
    await this.load()
  },
  open(e: WechatMiniprogram.TouchEvent) { void wx.navigateTo({ url: `/packages/issue/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
})
