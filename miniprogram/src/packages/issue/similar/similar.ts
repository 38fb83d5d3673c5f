import { ask } from '../../../api/request'
import type { Items, Summary } from '../../../api/types'
import { SIMILAR } from '../../../texts/neighbours'
import { address, rows, type Row } from './rows'

const PAUSE_MS = 600 // somebody who writes on is not asked for yet
const FIRST = 3 // shown before 再看

/** Open matters that may be the one which is about to be filed. It looks by itself; when it finds none, or cannot look, it is not there and keeps nobody.
 *  Fires found with {open}: whether there is anything to decide; join and look with {id}, pass. */
Component({
  properties: {
    category: { type: String, value: '' },
    words: { type: String, value: '' },
    place: { type: String, value: '' },
    microGrid: { type: Number, value: 0 },
    /** Whether one can join; those who handle the place cannot. */
    joins: { type: Boolean, value: true },
    busy: { type: String, value: '' },
  },
  data: { t: SIMILAR, asked: '', list: [] as Summary[], passed: [] as number[], shown: [] as Row[], rest: '' },
  observers: { 'category, words, place, microGrid'() { this.turn(address(this.data)) } },
  pageLifetimes: { show() { void this.look(this.data.asked) } },
  methods: {
    turn(asked: string) {
      if (asked === this.data.asked) return
      this.setData({ asked })
      if (asked) setTimeout(() => { void this.look(asked) }, PAUSE_MS)
      else this.put([])
    },
    async look(asked: string) {
      if (!asked || asked !== this.data.asked) return
      const { items } = await ask<Items<Summary>>(asked).catch(() => ({ items: this.data.list })) // nobody waits for it
      if (asked === this.data.asked) this.put(items)
    },
    put(list: Summary[]) {
      const all = rows(list, this.data.passed, this.data.joins)
      this.setData({ list, shown: all.slice(0, FIRST), rest: all.length > FIRST ? SIMILAR.more(all.length - FIRST) : '' })
      this.triggerEvent('found', { open: all.some((r) => !r.decided) })
    },
    more() { this.setData({ shown: rows(this.data.list, this.data.passed, this.data.joins), rest: '' }) },
    photo(e: WechatMiniprogram.TouchEvent) {
      const url = e.currentTarget.dataset.url as string
      wx.previewImage({ urls: [url], current: url })
    },
    act(e: WechatMiniprogram.TouchEvent) {
      const { id, name } = e.currentTarget.dataset as { id: number; name: 'join' | 'look' }
      this.triggerEvent(name, { id })
    },
    pass() {
      this.setData({ passed: [...this.data.passed, ...this.data.list.map((s) => s.id)] })
      this.put(this.data.list)
      this.triggerEvent('pass')
    },
  },
})
