import { ask } from '../../../api/request'
import type { Served } from '../../../api/types'
import { span } from '../../../lib/activity'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { HOURS } from '../../../texts/serve'

type Said = Served['history'][number]

const said = (h: Said) => ({
  id: h.id, text: `${HOURS.kinds[h.kind]} ${HOURS.hours(h.minutes)}`, state: h.counts ? HOURS.counts : h.accepted === null ? HOURS.pending : h.accepted ? HOURS.accepted : HOURS.denied, why: h.reason,
})

function row({ signup, service, minutes, history }: Served) {
  const waits = history.find((h) => h.accepted === null)
  const last = history[history.length - 1]
  return {
    id: signup.id, title: signup.title, when: span(signup.starts_at, signup.ends_at), who: signup.person.relation === 'self' ? '' : HOURS.family(signup.person.name),
    hours: !service ? HOURS.noService : history.some((h) => h.counts) ? HOURS.hours(minutes) : HOURS.unknown, note: waits ? HOURS.waits(HOURS.hours(waits.minutes)) : last?.accepted === false ? HOURS.refused : '',
    disputes: service && !waits, history: history.length > 1 ? history.map(said) : [],
  }
}

/** Hours as typed, in minutes; -1 when it is no number of hours. */
function minutesOf(text: string): number {
  const t = text.trim().replace('。', '.')
  return /^\d{1,2}(\.\d)?$/.test(t) && Number(t) <= 24 ? Math.round(Number(t) * 60) : -1
}

page({
  data: { t: HOURS, ...nothing<Served>(), rows: [] as ReturnType<typeof row>[], of: 0, length: '', reason: '' },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/hours?${search(part(cursor, this.data.items.length))}` },
  async read() {
    await first<Served>(this)
    this.dress()
  },
  dress() { this.setData({ rows: this.data.items.map(row) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<Served>(this)
    this.dress()
  },
  dispute(e: WechatMiniprogram.TouchEvent) {
    const id = e.currentTarget.dataset.id as number
    this.setData({ of: this.data.of === id ? 0 : id, length: '', reason: '' })
  },
  typed(e: WechatMiniprogram.Input) { this.setData({ [e.currentTarget.dataset.field as 'reason']: e.detail.value }) },
  async send() {
    const { of, length, reason } = this.data
    const minutes = minutesOf(length)
    if (minutes < 0) return this.say(HOURS.needLength)
    if (!reason.trim()) return this.say(HOURS.needReason)
    await this.attempt('send', async () => {
      await ask(`/v1/signups/${of}/hours`, { method: 'POST', data: { minutes, reason: reason.trim() } })
      wx.showToast({ title: HOURS.done })
      this.setData({ of: 0 })
      await this.refresh()
    })
  },
  toWeek() { wx.redirectTo({ url: '/packages/activity/week/week' }) },
  toCertificates() { wx.navigateTo({ url: '/packages/activity/certificates/certificates' }) },
})

