import type { Me, NoticeMine } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { NOTICES } from '../../../texts/notice'

page({
  data: { t: NOTICES, words: '', homeless: false, ...nothing<NoticeMine>() },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/notices?${search({ q: this.data.words, ...part(cursor, this.data.items.length) })}` },
  async read(person: Me) {
    this.setData({ homeless: !person.home })
    await first<NoticeMine>(this)
  },
  onReachBottom() { void this.more() },
  async more() { await more<NoticeMine>(this) },
  async look(words: string) {
    this.setData({ words: words.trim(), items: [], next: '', 'frame.phase': 'loading' })
    await this.refresh()
  },
  async find(e: WechatMiniprogram.Input) { await this.look(e.detail.value) },
  async clear() { await this.look('') },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
})
