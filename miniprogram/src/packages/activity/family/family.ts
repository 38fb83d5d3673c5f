import { ask, keyring } from '../../../api/request'
import type { Items, Link, Member } from '../../../api/types'
import { page } from '../../../lib/page'
import { DETAIL, FAMILY } from '../../../texts/activity'
import { LINK } from '../../../texts/family'

const PHONE = /^1\d{10}$/
const YEAR = /^(19|20)\d\d$/
const key = keyring()

page({
  data: { t: FAMILY, l: LINK, asked: [] as Link[], asking: [] as string[], lets: [] as Link[], letting: [] as string[], waits: false, links: [] as (Link & { said: string; act: string })[], linking: false, phone: '', relations: DETAIL.relations, members: [] as Member[], relation: 'child' as 'child' | 'parent', name: '', born: '', consent: false },
  onShow() { void this.refresh() },
  async read() {
    const [{ items }, links] = await Promise.all([ask<Items<Member>>('/v1/family'), ask<Items<Link>>('/v1/family-links')])
    const live = links.items.filter((l) => l.state !== 'ended')
    const [asked, lets] = [live.filter((l) => !l.mine && l.state === 'asked'), live.filter((l) => !l.mine && l.state === 'agreed')]
    this.setData({
      asked, asking: asked.map((l) => LINK.asks(l.name)), lets, letting: lets.map((l) => LINK.lets(l.name)), waits: live.some((l) => l.mine && l.state === 'asked'),
      members: items.filter((m) => m.relation !== 'self' && !m.linked),
      links: live.filter((l) => l.mine).map((l) => ({ ...l, said: LINK.states[l.state as keyof typeof LINK.states], act: l.state === 'asked' ? LINK.take : LINK.leave })),
    })
  },
  link(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { this.setData({ linking: e.detail.value }) },
  phoned(e: WechatMiniprogram.Input) { this.setData({ phone: e.detail.value }) },
  /** Takes a step on a link, after a question where it ends one. */
  async step(id: number, step: 'agree' | 'end', said: string, question?: { title: string; content: string; confirmText: string }) {
    await this.attempt(`${step} ${id}`, async () => {
      if (question && !(await wx.showModal({ ...question, cancelText: LINK.no })).confirm) return
      await ask<Link>(`/v1/family-links/${id}/steps`, { method: 'POST', data: { step } })
      wx.showToast({ title: said, icon: 'none' })
      await this.refresh()
    })
  },
  async agreeTo(e: WechatMiniprogram.TouchEvent) { await this.step(e.currentTarget.dataset.id as number, 'agree', LINK.agreed) },
  async refuse(e: WechatMiniprogram.TouchEvent) { await this.step(e.currentTarget.dataset.id as number, 'end', LINK.refused, { title: LINK.refuseAsk, content: LINK.refuseHint, confirmText: LINK.refuse }) },
  async endFor(e: WechatMiniprogram.TouchEvent) {
    const { id, name } = e.currentTarget.dataset as { id: number; name: string }
    await this.step(id, 'end', LINK.ended, { title: LINK.endAsk(name), content: LINK.endHint, confirmText: LINK.end })
  },
  async leave(e: WechatMiniprogram.TouchEvent) {
    const { id, name, state } = this.data.links.find((l) => l.id === e.currentTarget.dataset.id)!
    await this.step(id, 'end', LINK.ended, state === 'asked' ? { title: LINK.takeAsk(name), content: '', confirmText: LINK.take } : { title: LINK.leaveAsk(name), content: LINK.leaveHint, confirmText: LINK.leave })
  },
  turn(e: WechatMiniprogram.TouchEvent) { this.setData({ relation: e.currentTarget.dataset.value as 'child' | 'parent' }) },
  named(e: WechatMiniprogram.Input) { this.setData({ name: e.detail.value }) },
  bornIn(e: WechatMiniprogram.Input) { this.setData({ born: e.detail.value }) },
  agree(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { this.setData({ consent: e.detail.value }) },
  /** What is still missing, in words. */
  lacks(): string {
    const { relation, name, born, consent, linking, phone } = this.data
    if (!name.trim()) return FAMILY.needName
    if (relation === 'parent' && linking && !PHONE.test(phone.trim())) return LINK.needPhone
    if (relation === 'child' && !YEAR.test(born.trim())) return FAMILY.needBorn
    return relation === 'child' && !consent ? FAMILY.needConsent : ''
  },
  async add() {
    const lacks = this.lacks()
    if (lacks) return this.say(lacks)
    if (this.data.relation === 'parent' && this.data.linking) return void await this.askParent()
    await this.attempt('add', async () => {
      const { relation, name, born, consent } = this.data
      const data = { relation, name: name.trim(), ...(relation === 'child' ? { born: Number(born), consent } : {}) }
      await ask<Member>('/v1/family', { method: 'POST', data, key: key(data) })
      wx.showToast({ title: FAMILY.done })
      if (getCurrentPages().length > 1) {
        await wx.navigateBack()
        return
      }
      this.setData({ name: '', born: '', consent: false })
      await this.refresh()
    })
  },
  async askParent() {
    await this.attempt('add', async () => {
      const data = { name: this.data.name.trim(), phone: this.data.phone.trim() }
      await ask<Link>('/v1/family-links', { method: 'POST', data, key: key(data) })
      wx.showToast({ title: LINK.sent, icon: 'none' })
      this.setData({ name: '', phone: '', linking: false })
      await this.refresh()
      wx.pageScrollTo({ scrollTop: 0 })
    })
  },
  async remove(e: WechatMiniprogram.TouchEvent) {
    const { id, name } = this.data.members.find((m) => m.id === e.currentTarget.dataset.id)!
    await this.attempt('remove', async () => {
      if (!(await wx.showModal({ title: FAMILY.removeAsk(name), content: FAMILY.removeHint, confirmText: FAMILY.yes, cancelText: FAMILY.no })).confirm) return
      await ask(`/v1/family/${id}`, { method: 'DELETE' })
      wx.showToast({ title: FAMILY.removed })
      await this.refresh()
    })
  },
})
