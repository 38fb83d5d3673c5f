import { ask, download, keyring } from '../../../api/request'
import type { Certificate, Items, Member } from '../../../api/types'
import { dateOf } from '../../../lib/activity'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { day } from '../../../lib/time'
import { CERTIFICATE } from '../../../texts/certificate'

type Period = 'year' | 'last' | 'all'

const noon = (date: string) => `${date}T12:00:00`
const MOST_YEARS = 9 // that one certificate covers, this one not counted
const key = keyring()

const row = (c: Certificate) => ({
  id: c.id, name: c.name, state: CERTIFICATE.states[c.state], issued: c.state === 'issued', range: CERTIFICATE.range(day(noon(c.from)), day(noon(c.until))),
  hours: CERTIFICATE.hours((c.minutes / 60).toFixed(1)), number: c.number && CERTIFICATE.number(c.number), why: c.reason && CERTIFICATE.why(c.reason),
})

/** The first and the last day of a choice. */
function days(period: Period, now = new Date()): { from: string; until: string } {
  const year = now.getFullYear()
  if (period === 'last') return { from: `${year - 1}-01-01`, until: `${year - 1}-12-31` }
  return { from: `${period === 'year' ? year : year - MOST_YEARS}-01-01`, until: dateOf(now) }
}

page({
  data: { t: CERTIFICATE, ...nothing<Certificate>(), rows: [] as ReturnType<typeof row>[], people: [] as { value: number; label: string }[], person: 0, name: '', period: 'year' as Period },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/certificates?${search(part(cursor, this.data.items.length))}` },
  async read() {
    const [family] = await Promise.all([ask<Items<Member>>('/v1/family'), first<Certificate>(this)])
    const people = family.items.map((m) => ({ value: m.id, label: m.relation === 'self' ? CERTIFICATE.self : m.name }))
    this.setData({ people, person: people.some((p) => p.value === this.data.person) ? this.data.person : people[0]?.value ?? 0 })
    this.dress()
  },
  dress() { this.setData({ rows: this.data.items.map(row) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<Certificate>(this)
    this.dress()
  },
  whom(e: WechatMiniprogram.TouchEvent) { this.setData({ person: e.currentTarget.dataset.value as number }) },
  span(e: WechatMiniprogram.TouchEvent) { this.setData({ period: e.currentTarget.dataset.value as Period }) },
  named(e: WechatMiniprogram.Input) { this.setData({ name: e.detail.value }) },
  async send() {
    const name = this.data.name.trim()
    if (!name) return this.say(CERTIFICATE.needName)
    await this.attempt('send', async () => {
      const data = { person_id: this.data.person, name, ...days(this.data.period) }
      await ask<Certificate>('/v1/certificates', { method: 'POST', data, key: key(data) })
      wx.showToast({ title: CERTIFICATE.done })
      this.setData({ name: '' })
      await this.refresh()
      wx.pageScrollTo({ scrollTop: 0 })
    })
  },
  async open(e: WechatMiniprogram.TouchEvent) {
    const id = e.currentTarget.dataset.id as number
    await this.attempt(`open ${id}`, async () => {
      const filePath = await download(`/v1/certificates/${id}/file`)
      try {
        await wx.openDocument({ filePath, fileType: 'pdf', showMenu: true })
      } catch {
        this.say(CERTIFICATE.noOpen)
      }
    })
  },
})
