import { ask } from '../../../api/request'
import type { ActivityDetail, CareKind, Items, Member, Shift, Signup, Template } from '../../../api/types'
import { room, span, standing } from '../../../lib/activity'
import { allow, ENOUGH, wanted } from '../../../lib/alerts'
import { page } from '../../../lib/page'
import { ACTIVITY, BOOTH, DETAIL } from '../../../texts/activity'
import { GUEST, ROLL } from '../../../texts/organise'
import { take, type Step } from '../step'
import { booths, type Booth } from './booths'

interface Row { id: number; name: string; when: string; room: string; skills: string; needs: string; open: boolean; act: string; mine: Signup[] }

const ADD = 'add' // in the sheet, besides people

const row = (s: Shift, names: Record<string, string>): Row => ({
  id: s.id, name: s.name, when: span(s.starts_at, s.ends_at), room: s.open ? room(s) : DETAIL.closed, skills: s.skills && DETAIL.skills(s.skills), needs: s.needs.length ? DETAIL.needs(s.needs.map((code) => names[code] ?? '').filter(Boolean).join('、')) : '',
  open: s.open, act: s.taken < s.capacity && !s.waiting ? DETAIL.join : DETAIL.wait, mine: s.mine,
})

const who = (a: ActivityDetail) => `${a.audience === 'near' ? DETAIL.audience.near(a.where.name) : DETAIL.audience.community}${a.children ? `，${ACTIVITY.kids}` : ''}`

page({
  data: { t: DETAIL, b: BOOTH, roll: '', guest: '', id: 0, activity: null as ActivityDetail | null, who: '', off: '', cover: '', photos: [] as ActivityDetail['photos'], shifts: [] as Row[], booths: [] as Booth[], templates: [] as Template[], family: [] as Member[], shift: 0, choosing: false, choices: [] as object[] },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) { this.setData({ id: Number(query.id) }) },
  onShow() { void this.refresh() },
  onShareAppMessage() {
    const a = this.data.activity
    return { title: a ? DETAIL.card(a.title, standing({ ...a, mine: false })) : '', path: `/packages/activity/detail/detail?id=${this.data.id}` }
  },
  async read() {
    const [activity, family, templates] = await Promise.all([ask<ActivityDetail>(`/v1/activities/${this.data.id}`), ask<Items<Member>>('/v1/family'), ask<Items<Template>>('/v1/templates')])
    const names = activity.shifts.some((s) => s.needs.length) ? Object.fromEntries((await ask<Items<CareKind>>(`/v1/skill-kinds?community=${activity.where.community_id}`)).items.map((k) => [k.code, k.name])) : {}
    this.setData({
      templates: wanted(templates.items, false, ENOUGH, 'activity'),
      activity, cover: activity.photos.find((p) => p.cover)?.url ?? '', photos: activity.photos.filter((p) => !p.cover), family: family.items, who: who(activity), off: activity.cancelled ? DETAIL.off(activity.cancel_reason) : '', shifts: activity.shifts.filter((s) => !s.booth).map((s) => row(s, names)), booths: booths(activity.shifts), roll: activity.may.includes('roll') ? ROLL.open : '', guest: !activity.may.includes('roll') && activity.shifts.some((s) => s.books) ? GUEST.open : '',
    })
  },
  /** Offers those who have no place in the shift yet. */
  join(e: WechatMiniprogram.TouchEvent) {
    const shift = this.data.activity!.shifts.find((s) => s.id === e.currentTarget.dataset.id)!
    const there = shift.mine.map((s) => s.person.id)
    const free = this.data.family.filter((m) => !(m.id && there.includes(m.id)) && (m.relation !== 'child' || this.data.activity!.children))
    const choices = free.map((m) => ({
      value: String(m.id), icon: 'user-filled', label: m.relation === 'self' ? DETAIL.self : m.name, hint: m.relation === 'self' ? '' : DETAIL.relations[m.relation],
    }))
    this.setData({ shift: shift.id, choosing: true, choices: [...choices, { value: ADD, icon: 'add', label: DETAIL.add }] })
  },
  close() { this.setData({ choosing: false }) },
  async chosen(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.close()
    if (e.detail.value === ADD) return wx.navigateTo({ url: '/packages/activity/family/family' })
    await this.attempt('join', async () => {
      if (this.data.templates.length > 0) await allow(this.data.templates).catch(() => undefined) // a place needs no message
      this.setData({ templates: [] })
      const signup = await ask<Signup>(`/v1/shifts/${this.data.shift}/signups`, { method: 'POST', data: { person_id: Number(e.detail.value) } })
      wx.showToast({ title: signup.state === 'waiting' ? DETAIL.queued(signup.in_line) : DETAIL.joined })
      await this.refresh()
    })
  },
  toGuest() { wx.navigateTo({ url: `/packages/activity/guest/guest?id=${this.data.id}` }) },
  toRoll() { wx.navigateTo({ url: `/packages/activity/roll/roll?id=${this.data.id}` }) },
  async step(e: Step) {
    await this.attempt('step', async () => { if (await take(e.detail)) await this.refresh() })
  },
})
