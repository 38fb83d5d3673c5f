import { ask } from '../../../api/request'
import type { GroupDetail, GroupDigest } from '../../../api/types'
import { page } from '../../../lib/page'
import { day, moment } from '../../../lib/time'
import { GROUP, GROUPS, MARKS, WEEK } from '../../../texts/group'
import { cardOf, freshWeek, standing, weekOf, type Week } from '../week'

/** What the page shows of a group. */
function shown(g: GroupDetail) {
  const { reach, messages } = g
  const since = day(`${reach.since}T12:00:00+08:00`)
  return {
    name: g.name, place: `${g.place.grid_name} · ${g.place.micro_grid_name}`, mark: g.mark, label: MARKS[g.mark].label, hint: g.reconfirm ? GROUPS.reconfirm : MARKS[g.mark].hint,
    bound: g.bound_by ? GROUP.boundBy(g.bound_by, day(g.bound_at)) : '',
    opened: reach.opened_at ? GROUP.lastOpened(moment(reach.opened_at)) : '',
    since: GROUP.since(since),
    figures: [
      { label: GROUP.opens, value: reach.opens, unit: GROUP.times }, { label: GROUP.openers, value: reach.openers, unit: GROUP.people },
      { label: GROUP.joins, value: reach.joins, unit: GROUP.times2 }, { label: GROUP.moves, value: reach.moves, unit: GROUP.times2 },
    ],
    declared: reach.declared_at ? GROUP.declaredAt(reach.declared_members, day(reach.declared_at)) : GROUP.neverDeclared,
    messages: [GROUP.residents(messages.residents, messages.subscribed), ...(messages.sent ? [GROUP.sent(since, messages.sent, messages.confirmed, messages.told)] : [])],
    history: g.history.map((e, i) => ({ key: i, text: e.text, when: moment(e.at), by: e.by })),
  }
}

page({
  data: { t: GROUP, id: 0, group: null as ReturnType<typeof shown> | null, may: {} as Record<string, boolean>, card: '', live: false, urge: false, shares: false, w: WEEK, digest: null as GroupDigest | null, week: null as Week | null, weekCard: '', weekShared: '' },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) { this.setData({ id: Number(query.id) }) },
  onShow() { void this.refresh() },
  onShareAppMessage({ target }: { target?: { dataset?: { custom?: Partial<Week> } } }) {
    const path = `/packages/group/landing/landing?g=${this.data.id}`
    const { digest, weekCard, card } = this.data
    if (!digest || !target?.dataset?.custom?.days) return { title: card, path }
    void this.sharing(digest.id)
    return { title: weekCard, path: `${path}&d=${digest.id}`, ...(digest.picture ? { imageUrl: digest.picture } : {}) }
  },
  async read() {
    const group = await ask<GroupDetail>(`/v1/groups/${this.data.id}`)
    this.show(group)
    if (this.data.shares) this.tell(await freshWeek(this.data.id).catch(() => null))
  },
  /** The week's card; the page does without it when it cannot be made now. */
  tell(digest: GroupDigest | null) {
    this.setData({ digest, week: digest && weekOf(digest, true), weekCard: digest ? cardOf(digest) : '', weekShared: digest ? standing(digest) : '' })
  },
  /** From now on the card stays as the group was shown it. */
  async sharing(id: number) {
    await ask(`/v1/group-digests/${id}/sharing`, { method: 'POST' }).catch(() => undefined) // then its first opening says so
    this.tell(await freshWeek(this.data.id).catch(() => this.data.digest))
  },
  async another() {
    await this.attempt('another', async () => {
      this.tell(await freshWeek(this.data.id, true))
      wx.showToast({ title: WEEK.made })
    })
  },
  toItem(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: e.currentTarget.dataset.page as string }) },
  show(g: GroupDetail) {
    const live = g.mark !== 'unbound'
    const shares = live && g.mark !== 'suspended' // who vouched for it is no longer in it
    this.setData({ live, urge: live && (!shares || g.reconfirm), group: shown(g), may: Object.fromEntries(g.may.map((a) => [a, true])), card: GROUP.card(g.place.micro_grid_name), shares })
    if (shares) wx.updateShareMenu({ withShareTicket: true, isPrivateMessage: false })
    else wx.hideShareMenu()
  },
  bind() { wx.navigateTo({ url: `/packages/group/bind/bind?id=${this.data.id}` }) },
  async activate() {
    await this.attempt('activate', async () => {
      if (!(await wx.showModal({ title: GROUP.activate, content: GROUP.activateAsk, confirmText: GROUP.confirm })).confirm) return
      this.show(await ask<GroupDetail>(`/v1/groups/${this.data.id}/activation`, { method: 'POST' }))
      wx.showToast({ title: GROUP.activated })
    })
  },
  async unbind() {
    await this.attempt('unbind', async () => {
      const { confirm, content } = await wx.showModal({ title: GROUP.unbindAsk, editable: true, placeholderText: GROUP.reason, confirmText: GROUP.unbind })
      if (!confirm) return
      const reason = content.trim()
      if (!reason) return this.say(GROUP.unbindHint)
      this.show(await ask<GroupDetail>(`/v1/groups/${this.data.id}/unbinding`, { method: 'POST', data: { reason: reason.slice(0, 100) } }))
      wx.showToast({ title: GROUP.unbound })
    })
  },
  async declare() {
    await this.attempt('declare', async () => {
      const { confirm, content } = await wx.showModal({ title: GROUP.declare, editable: true, placeholderText: GROUP.declareHint, confirmText: GROUP.confirm })
      if (!confirm) return
      const members = Number(content.trim())
      if (!Number.isInteger(members) || members < 1 || members > 500) return this.say(GROUP.declaredBad)
      this.show(await ask<GroupDetail>(`/v1/groups/${this.data.id}/members`, { method: 'PUT', data: { declared_members: members } }))
      wx.showToast({ title: GROUP.saved })
    })
  },
})
