import { ask } from '../../../api/request'
import type { Link, Me } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { moment } from '../../../lib/time'
import { LINKS } from '../../../texts/family'

const row = (l: Link) => ({
  id: l.id, parent: l.parent || LINKS.nobody, said: (l.state === 'asked' ? LINKS.asks : LINKS.lets)(l.name || LINKS.nobody, l.parent || LINKS.nobody), at: moment(l.asked_at),
  agrees: l.may.includes('agree'), ends: l.may.includes('end') ? (l.state === 'asked' ? LINKS.refuse : LINKS.end) : '',
})

page({
  data: { t: LINKS, guest: false, ...nothing<Link>(), rows: [] as ReturnType<typeof row>[] },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/staff/family-links?${search(part(cursor, this.data.items.length))}` },
  async read(person: Me) {
    const guest = !person.roles.some((r) => r.role === 'worker' || r.role === 'leader')
    this.setData({ guest })
    if (guest) return
    await first<Link>(this)
    this.dress()
  },
  dress() { this.setData({ rows: this.data.items.map(row) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<Link>(this)
    this.dress()
  },
  async take(e: WechatMiniprogram.TouchEvent) {
    const { id, step, parent } = e.currentTarget.dataset as { id: number; step: 'agree' | 'end'; parent: string }
    const asked = this.data.items.find((l) => l.id === id)?.state === 'asked'
    const stops = asked ? { title: LINKS.refuseAsk, content: LINKS.refuseHint } : { title: LINKS.endAsk, content: LINKS.endHint }
    const question = step === 'agree' ? { title: LINKS.agreeAsk(parent), content: LINKS.agreeHint } : stops
    await this.attempt(`${step} ${id}`, async () => {
      if (!(await wx.showModal({ ...question, confirmText: LINKS.yes, cancelText: LINKS.no })).confirm) return
      await ask<Link>(`/v1/family-links/${id}/steps`, { method: 'POST', data: { step } })
      wx.showToast({ title: LINKS.done })
      await this.refresh()
    })
  },
  home() { wx.switchTab({ url: '/pages/home/home' }) },
})
