import { ask, Failure } from '../../../api/request'
import type { Category, Home, Issue, Items, Me, Template } from '../../../api/types'
import { allow, ENOUGH, wanted } from '../../../lib/alerts'
import { page } from '../../../lib/page'
import { numbers, sending, type Photo } from '../../../lib/photos'
import { iconOf, REPORT } from '../../../texts/issue'
import { blank, drop, empty, guess, left, store, type Draft } from './draft'

const BELOW_NOTICE = -110 // px; the sentence is at the top of the screen

interface Tile extends Category { sign: string }
interface Photos { take(source?: 'camera'): Promise<void> }
type Typed = WechatMiniprogram.Input | WechatMiniprogram.TextareaInput

page({
  data: {
    t: REPORT, draft: blank(), kept: false, gate: false, focus: false, camera: false,
    tiles: [] as Tile[], chosen: null as Tile | null, placeHint: REPORT.optional, templates: [] as Template[], told: '',
  },
  async onLoad(query: Record<string, string | undefined>) {
    const draft = left()
    this.setData({ draft, kept: !empty(draft), focus: query.focus === '1' && empty(draft), camera: query.camera === '1' })
    await this.begin()
  },
  onShow() { if (this.data.gate) void this.begin() },
  async begin() {
    await this.refresh()
    if (!this.data.camera || this.data.gate) return
    this.setData({ camera: false })
    await (this.selectComponent('#photos') as unknown as Photos | null)?.take('camera')
  },
  async read(person: Me) {
    const agreed = person.consent?.version === person.consent_needed
    this.setData({ gate: !person.home || !agreed })
    if (this.data.gate) return
    const [categories, templates, home] = await Promise.all([ask<Items<Category>>('/v1/categories'), ask<Items<Template>>('/v1/templates'), ask<Home>('/v1/home')])
    const asks = wanted(templates.items, false, ENOUGH)
    this.setData({
      tiles: categories.items.map((c) => ({ ...c, sign: iconOf(c) })),
      placeHint: home.dwelling ? REPORT.placeDefault(home.dwelling) : REPORT.optional,
      templates: asks, told: asks.length ? REPORT.told(asks.map((t) => t.purpose)) : '',
    })
    this.mark()
  },
  keep(change: Partial<Draft>) {
    const draft = { ...this.data.draft, ...change }
    this.setData({ draft, 'frame.notice': '' })
    store(draft)
  },
  mark() { this.setData({ chosen: this.data.tiles.find((c) => c.code === this.data.draft.category) ?? null }) },
  typed(e: Typed) {
    const words = e.detail.value
    const { category, guessed } = this.data.draft
    const free = category === '' || guessed
    this.keep(free ? { words, category: guess(words, this.data.tiles), guessed: true } : { words })
    this.mark()
  },
  where(e: Typed) { this.keep({ place: e.detail.value }) },
  hide(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { this.keep({ hideName: e.detail.value }) },
  choose(e: WechatMiniprogram.TouchEvent) {
    this.keep({ category: e.currentTarget.dataset.code as string, guessed: false })
    this.mark()
  },
  photosChanged(e: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) { this.keep({ photos: e.detail.photos }) },
  clear() {
    drop()
    this.setData({ draft: blank(), kept: false })
    this.mark()
  },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
  emergency() { wx.makePhoneCall({ phoneNumber: this.data.chosen!.emergency!.number, fail: () => undefined }) },
  /** What keeps it from being handed in: a sentence, and where on the page. */
  lacks(): [text: string, at: string] | null {
    const { words, category, photos } = this.data.draft
    if (!words.trim()) return [REPORT.needWords, '#words']
    if (!category) return [REPORT.needCategory, '#category']
    if (sending(photos)) return [REPORT.sending, '#photos']
    return photos.some((p) => p.failed) ? [REPORT.failed, '#photos'] : null
  },
  async submit() {
    const lack = this.lacks()
    if (lack) {
      this.say(lack[0])
      wx.pageScrollTo({ selector: lack[1], offsetTop: BELOW_NOTICE })
      return
    }
    await this.attempt('submit', async () => {
      const { templates } = this.data
      if (templates.length > 0) await allow(templates).catch(() => undefined) // a report needs no message
      this.setData({ templates: [] }) // asked once, however often the sending is tried
      try {
        await this.send()
      } catch (e) {
        if (!(e instanceof Failure)) throw e
        if (!(await this.mended(e))) throw new Failure(e.status, e.code, REPORT.safe(e.message))
      }
    })
  },
  async send() {
    const { key, words, category, place, hideName, photos } = this.data.draft
    const issue = await ask<Issue>('/v1/issues', {
      method: 'POST', key,
      data: { words: words.trim(), category, hide_name: hideName, attachments: numbers(photos), ...(place.trim() ? { place: { text: place.trim() } } : {}) },
    })
    drop()
    wx.showToast({ title: REPORT.done })
    await wx.redirectTo({ url: `/packages/issue/detail/detail?id=${issue.id}` })
  },
  /** Whether a failure was dealt with here: what was sent before has arrived, or photos must be sent again. */
  async mended(e: Failure): Promise<boolean> {
    if (e.code === 'request.key_reused') {
      drop()
      await wx.showModal({ title: REPORT.twice, content: REPORT.twiceHint, confirmText: REPORT.see, showCancel: false })
      await wx.switchTab({ url: '/pages/issues/issues' })
      return true
    }
    if (e.code === 'issue.attachment') this.keep({ photos: this.data.draft.photos.map((p) => ({ ...p, id: undefined, failed: { text: e.message, retry: true } })) })
    return false
  },
})
