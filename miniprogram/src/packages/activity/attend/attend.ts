import { ask, Failure, keyring } from '../../../api/request'
import type { Present } from '../../../api/types'
import { hour } from '../../../lib/activity'
import { dayCode, left } from '../../../lib/attend'
import { page } from '../../../lib/page'
import { ATTEND, HOURS } from '../../../texts/serve'
import { byHand, kept, mark, present, refresh, sync } from './marks'

const TICK_MS = 1000
const MOST_HOURS = 24
const key = keyring()
const MANY = 12 // with more people, names are searched

const row = (p: Present) => ({
  id: p.signup_id, name: p.person.name || ATTEND.nobody, here: !!p.arrived_at, left: !!p.left_at,
  state: [p.arrived_at && ATTEND.came(hour(p.arrived_at)), p.left_at && ATTEND.went(hour(p.left_at))].filter(Boolean).join('，') || ATTEND.absent,
})

page({
  data: { t: ATTEND, h: HOURS, id: 0, title: '', code: '', left: '', count: '', many: false, words: '', waiting: '', leaves: false, filling: 0, hours: '', why: '', people: [] as ReturnType<typeof row>[] },
  clock: 0,
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) { this.setData({ id: Number(query.id) }) },
  onShow() {
    void this.refresh()
    this.clock = setInterval(() => this.tick(), TICK_MS)
  },
  onHide() { clearInterval(this.clock) },
  onUnload() { clearInterval(this.clock) },
  async read() {
    const refused = await sync(this.data.id)
    await refresh(this.data.id)
    this.show()
    if (refused.length) this.say(refused.join('；'))
  },
  kept(): boolean {
    if (kept(this.data.id)) this.show()
    return !!kept(this.data.id)
  },
  /** Shows what this phone knows. */
  show() {
    const book = kept(this.data.id)!
    const people = present(book).map(row)
    const words = this.data.words.trim()
    this.setData({ title: book.title, many: people.length > MANY, people: people.filter((p) => p.name.includes(words)), count: ATTEND.people(people.filter((p) => p.here).length, people.length), waiting: book.marks.length ? ATTEND.waiting(book.marks.length) : '' })
    this.tick()
  },
  tick() {
    const secret = kept(this.data.id)?.secret
    if (!secret) return
    const code = dayCode(secret, Date.now())
    this.setData({ code: `${code.slice(0, 4)} ${code.slice(4)}`, left: ATTEND.left(left(Date.now())) })
  },
  find(e: WechatMiniprogram.Input) {
    this.setData({ words: e.detail.value })
    this.show()
  },
  turn(e: WechatMiniprogram.TouchEvent) { this.setData({ leaves: e.currentTarget.dataset.leaves as boolean }) },
  async scan() {
    await this.attempt('scan', async () => {
      const { result } = await wx.scanCode({ scanType: ['qrCode'] })
      await this.take(result)
    })
  },
  async hand(e: WechatMiniprogram.TouchEvent) {
    const { id, leaves } = this.data
    const who = this.data.people.find((p) => p.id === e.currentTarget.dataset.id)!
    await this.attempt('hand', async () => {
      if (!(await wx.showModal({ title: ATTEND.handAsk(who.name, leaves), content: ATTEND.handHint, confirmText: ATTEND.yes, cancelText: ATTEND.no })).confirm) return
      await this.take(byHand(id, who.id))
    })
  },
  /** Opens or closes the form in which somebody's hours are stated. */
  fill(e: WechatMiniprogram.TouchEvent) {
    const id = e.currentTarget.dataset.id as number
    this.setData({ filling: this.data.filling === id ? 0 : id, hours: '', why: '' })
  },
  typed(e: WechatMiniprogram.Input) { this.setData({ [e.currentTarget.dataset.field as 'hours']: e.detail.value }) },
  async state() {
    const [hours, reason] = [Number(this.data.hours.trim()), this.data.why.trim()]
    if (!this.data.hours.trim() || !(hours >= 0 && hours <= MOST_HOURS)) return this.say(HOURS.needLength)
    if (!reason) return this.say(HOURS.needReason)
    await this.attempt('state', async () => {
      const data = { minutes: Math.round(hours * 60), reason }
      await ask(`/v1/signups/${this.data.filling}/hours`, { method: 'POST', data, key: key({ of: this.data.filling, ...data }) })
      this.setData({ filling: 0 })
      wx.showToast({ title: ATTEND.stated, icon: 'none' })
    })
  },
  /** Marks on this phone first, then tells the server if it can be reached. */
  async take(pass: string) {
    const done = mark(this.data.id, pass, this.data.leaves)
    if (!done) return this.say(ATTEND.unknown)
    const name = done.who.person.name || ATTEND.nobody
    wx.showToast({ title: done.again ? ATTEND.again(name) : ATTEND.ok(name), icon: 'none' })
    this.show()
    await this.send()
  },
  async send() {
    try {
      const refused = await sync(this.data.id)
      if (refused.length) this.say(refused.join('；'))
    } catch (e) {
      if (!(e instanceof Failure) || e.code !== 'offline') throw e // without a connection the marks wait here
    }
    this.show()
  },
  async sendNow() { await this.attempt('send', async () => { await this.refresh() }) },
})
