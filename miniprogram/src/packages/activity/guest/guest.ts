import { ask, keyring } from '../../../api/request'
import type { ActivityDetail, Rolled, Shift } from '../../../api/types'
import { room, span } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { GUEST } from '../../../texts/organise'

const MANY = 8 // with more shifts, they are searched

let key = keyring()

const label = (s: Shift) => [s.booth, s.name, span(s.starts_at, s.ends_at)].filter(Boolean).join(' ')

page({
  data: { t: GUEST, id: 0, title: '', choices: [] as { value: string; label: string; hint: string }[], search: '', which: '', shift: '', shiftText: '', picking: false, name: '', said: [] as string[] },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: Number(query.id), shift: query.shift ?? '' })
    void this.refresh()
  },
  async read() {
    const { title, shifts } = await ask<ActivityDetail>(`/v1/activities/${this.data.id}`)
    const open = shifts.filter((s) => s.books)
    const choices = open.map((s) => ({ value: String(s.id), label: label(s), hint: room(s) }))
    const chosen = choices.find((c) => c.value === this.data.shift) ?? (choices.length === 1 ? choices[0] : undefined)
    this.setData({ title, choices, search: choices.length > MANY ? GUEST.search : '', which: open.some((s) => s.booth) ? GUEST.whichBooth : GUEST.which, shift: chosen?.value ?? '', shiftText: chosen ? `${chosen.label}，${chosen.hint}` : '' })
  },
  pick() { this.setData({ picking: true }) },
  close() { this.setData({ picking: false }) },
  picked(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { label: text, hint } = this.data.choices.find((c) => c.value === e.detail.value)!
    this.setData({ shift: e.detail.value, shiftText: `${text}，${hint}`, picking: false, 'frame.notice': '' })
  },
  typed(e: WechatMiniprogram.Input) { this.setData({ name: e.detail.value, 'frame.notice': '' }) },
  async send() {
    const { id, shift } = this.data
    const name = this.data.name.trim()
    if (!shift) return this.say(GUEST.needShift)
    if (!name) return this.say(GUEST.needName)
    await this.attempt('send', async () => {
      const data = { name }
      const r = await ask<Rolled>(`/v1/activities/${id}/shifts/${shift}/guests`, { method: 'POST', data, key: key({ shift, ...data }) })
      key = keyring() // the next one is somebody else
      const said = r.number ? GUEST.number(name, r.number) : r.in_line ? GUEST.queued(name, r.in_line) : GUEST.joined(name)
      this.setData({ name: '', said: [said, ...this.data.said] })
      await this.refresh()
    })
  },
  home() { wx.switchTab({ url: '/pages/home/home' }) },
})
