import { ask, Failure } from '../../../api/request'
import type { Category, Home, Issue, Items, Look, Me, Template } from '../../../api/types'
import { allow, ENOUGH, wanted } from '../../../lib/alerts'
import { join } from '../../../lib/follow'
import { page } from '../../../lib/page'
import { sending, type Photo } from '../../../lib/photos'
import { BEHALF } from '../../../texts/behalf'
import { iconOf, REPORT } from '../../../texts/issue'
import { SIMILAR } from '../../../texts/neighbours'
import { blank, drop, empty, filed, guess, left, store, type Draft, type Kind } from './draft'

const CONSENT = '/packages/account/place/place?for=consent'
const PHONE = /^[\d\s-]{0,20}$/
const BELOW_NOTICE = -110 // px; the sentence is at the top of the screen

interface Tile extends Category { sign: string }
const tiles = (list: Category[]): Tile[] => list.map((c) => ({ ...c, sign: iconOf(c) }))
interface Photos { take(source?: 'camera'): Promise<void> }
type Typed = WechatMiniprogram.Input | WechatMiniprogram.TextareaInput

page({
  data: {
    t: REPORT, b: BEHALF, pass: SIMILAR.pass, kind: 'own' as Kind, draft: blank(), kept: false, gate: false, focus: false, camera: false,
    grids: [] as { value: number; label: string }[],
    /** Whether something alike was found, and whether the person was led to it. */
    alike: false, seen: false,
    tiles: [] as Tile[], chosen: null as Tile | null, placeHint: REPORT.optional, templates: [] as Template[], told: '',
  },
  async onLoad(query: Record<string, string | undefined>) {
    const kind = query.behalf === '1' ? 'behalf' : 'own'
    const draft = left(kind)
    if (kind === 'behalf') wx.setNavigationBarTitle({ title: BEHALF.page })
    this.setData({ kind, draft, kept: !empty(draft), focus: query.focus === '1' && empty(draft), camera: query.camera === '1' })
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
    this.setData({ gate: !agreed || (this.data.kind === 'own' && !person.home) })
    if (this.data.gate) return
    await (this.data.kind === 'own' ? this.readOwn() : this.readBehalf(person))
    this.mark()
  },
  async readOwn() {
    const [categories, templates, home] = await Promise.all([ask<Items<Category>>('/v1/categories'), ask<Items<Template>>('/v1/templates'), ask<Home>('/v1/home')])
    const asks = wanted(templates.items, false, ENOUGH)
    this.setData({
      tiles: tiles(categories.items), placeHint: home.dwelling ? REPORT.placeDefault(home.dwelling) : REPORT.optional,
      templates: asks, told: asks.length ? REPORT.told(asks.map((t) => t.purpose)) : '',
    })
  },
  /** The categories of the place that a worker answers for, and its micro-grids when there are several. */
  async readBehalf(person: Me) {
    const community = person.roles.find((r) => r.role === 'worker')?.community_id ?? 0
    const [categories, looks] = await Promise.all([ask<Items<Category>>(`/v1/categories?community=${community}`), ask<Items<Look>>('/v1/patrols')])
    const grids = looks.items.map((l) => ({ value: l.micro_grid.id, label: l.micro_grid.name }))
    this.setData({ tiles: tiles(categories.items), grids })
    if (grids.length === 1) this.keep({ microGrid: grids[0]!.value })
  },
  keep(change: Partial<Draft>) {
    const draft = { ...this.data.draft, ...change }
    this.setData({ draft, 'frame.notice': '' })
    store(this.data.kind, draft)
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
  whom(e: WechatMiniprogram.CustomEvent<Partial<Pick<Draft, 'name' | 'phone' | 'microGrid'>>>) { this.keep(e.detail) },
  clear() {
    drop(this.data.kind)
    this.setData({ draft: blank(), kept: false })
    this.mark()
  },
  choosePlace() { wx.navigateTo({ url: this.data.kind === 'own' ? '/packages/account/place/place' : CONSENT }) },
  emergency() { wx.makePhoneCall({ phoneNumber: this.data.chosen!.emergency!.number, fail: () => undefined }) },
  /** What keeps it from being handed in: a sentence, and where on the page. */
  lacks(): [text: string, at: string] | null {
    const { words, category, photos } = this.data.draft
    const whom = this.data.kind === 'behalf' ? this.lacksWhom() : ''
    if (whom) return [whom, '#whom']
    if (!words.trim()) return [REPORT.needWords, '#words']
    if (!category) return [REPORT.needCategory, '#category']
    if (sending(photos)) return [REPORT.sending, '#photos']
    return photos.some((p) => p.failed) ? [REPORT.failed, '#photos'] : null
  },
  lacksWhom(): string {
    const { name, phone, microGrid } = this.data.draft
    if (!name.trim()) return BEHALF.needName
    if (!PHONE.test(phone)) return BEHALF.badPhone
    return microGrid ? '' : BEHALF.needGrid
  },
  found(e: WechatMiniprogram.CustomEvent<{ open: boolean }>) { this.setData({ alike: e.detail.open, seen: e.detail.open && this.data.seen }) },
  look(e: WechatMiniprogram.CustomEvent<{ id: number }>) { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${e.detail.id}` }) },
  /** Joins what a neighbour reported, and shows it; what was written stays. */
  async join(e: WechatMiniprogram.CustomEvent<{ id: number }>) {
    await this.attempt(`join ${e.detail.id}`, async () => {
      await this.allow()
      await join(e.detail.id)
      this.look(e)
    })
  },
  /** Asked once, however often the sending is tried; nothing here needs a message. */
  async allow() {
    const { templates } = this.data
    if (templates.length > 0) await allow(templates).catch(() => undefined)
    this.setData({ templates: [] })
  },
  async submit() {
    const lack = this.lacks()
    if (lack) {
      this.say(lack[0])
      wx.pageScrollTo({ selector: lack[1], offsetTop: BELOW_NOTICE })
      return
    }
    if (this.data.alike && !this.data.seen) { // once, and the button then says how to go on
      this.setData({ seen: true })
      wx.pageScrollTo({ selector: '#similar', offsetTop: BELOW_NOTICE })
      return
    }
    await this.attempt('submit', async () => {
      await this.allow()
      try {
        await this.send()
      } catch (e) {
        if (!(e instanceof Failure)) throw e
        if (!(await this.mended(e))) throw new Failure(e.status, e.code, REPORT.safe(e.message))
      }
    })
  },
  async send() {
    const { kind, draft } = this.data
    const issue = await ask<Issue>('/v1/issues', { method: 'POST', key: draft.key, data: filed(kind, draft) })
    drop(kind)
    wx.showToast({ title: kind === 'own' ? REPORT.done : BEHALF.done })
    await wx.redirectTo({ url: `/packages/issue/detail/detail?id=${issue.id}` })
  },
  /** Whether a failure was dealt with here: what was sent before has arrived, or photos must be sent again. */
  async mended(e: Failure): Promise<boolean> {
    if (e.code === 'request.key_reused') {
      drop(this.data.kind)
      await wx.showModal({ title: REPORT.twice, content: REPORT.twiceHint, confirmText: REPORT.see, showCancel: false })
      await wx.switchTab({ url: '/pages/issues/issues' })
      return true
    }
    if (e.code === 'issue.attachment') this.keep({ photos: this.data.draft.photos.map((p) => ({ ...p, id: undefined, failed: { text: e.message, retry: true } })) })
    return false
  },
})
