import { ask, Failure, sentence } from '../../../api/request'
import type { GroupDetail, GroupTicket } from '../../../api/types'
import { page } from '../../../lib/page'
import { BIND } from '../../../texts/group'
import { brings, opened, proof } from '../../../lib/entry'
import { forgetTicket, keepTicket, ticketFor } from '../ticket'

const LEFT = 65206

/** Whether the phone knows cards that cannot be passed on. */
const knowsPrivate = (): boolean => wx.canIUse('authPrivateMessage') && wx.canIUse('getGroupEnterInfo')

/** A refusal that another try of the same would meet again. */
const final = (e: unknown): e is Failure => e instanceof Failure && e.status >= 400 && e.status < 500 && e.status !== 429

page({
  data: {
    t: BIND, id: 0, fromCard: false, name: '', step: 'intro' as 'intro' | 'send' | 'which' | 'done' | 'refused',
    gid: '', plain: false, active: false, why: '',
  },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: Number(query.id), fromCard: query.from === 'card', plain: !knowsPrivate() })
    wx.hideShareMenu()
    void this.refresh()
  },
  onShareAppMessage() {
    return { title: this.data.plain ? BIND.cardPlain : BIND.card, path: `/packages/group/bind/bind?id=${this.data.id}&from=card` }
  },
  async read() {
    if (this.data.fromCard && !ticketFor(this.data.id)) return this.land()
    const group = await ask<GroupDetail>(`/v1/groups/${this.data.id}`)
    this.setData({ name: group.name })
    if (this.data.fromCard) await this.see()
  },
  /** Somebody else's card, or one whose time is over, is like any card of the group. */
  land() { wx.redirectTo({ url: `/packages/group/landing/landing?g=${this.data.id}` }) },
  async begin() {
    await this.attempt('begin', async () => {
      const ticket = await ask<GroupTicket>(`/v1/groups/${this.data.id}/tickets`, { method: 'POST', data: { private: knowsPrivate() } })
      keepTicket(this.data.id, ticket)
      const plain = !ticket.activity
      wx.showShareMenu({ withShareTicket: true })
      await wx.updateShareMenu({ withShareTicket: true, ...(plain ? {} : { isPrivateMessage: true, activityId: ticket.activity }) })
      this.setData({ step: 'send', plain, why: '' })
    })
  },
  /** Reads which group the card was opened in. */
  async see() {
    const { ticket, activity } = ticketFor(this.data.id)!
    let error = 0
    try {
      const { open_gid } = await brings<{ open_gid: string }>(`/v1/groups/${this.data.id}/sightings`, async () => {
        const { group, error: code } = await opened()
        error = code ?? 0
        if (!group) throw new Failure(400, 'group.not_opened', code === LEFT ? BIND.left : BIND.notGroup)
        return { ticket, group, ...(activity ? { card: await proof() } : {}) }
      })
      this.setData({ step: 'which', gid: open_gid })
    } catch (e) {
      if (error === LEFT) void ask('/v1/group-entries', { method: 'POST', data: { card: this.data.id, error } }).catch(() => undefined) // the group is suspended then; if not, nothing is lost
      if (!final(e)) throw e
      this.refuse(e)
    }
  },
  refuse(e: unknown) {
    forgetTicket()
    this.setData({ step: 'refused', why: sentence(e) })
  },
  async yes() {
    const kept = ticketFor(this.data.id)
    if (!kept) {
      this.refuse(new Failure(400, 'group.ticket', BIND.expired))
      return
    }
    await this.attempt('yes', async () => {
      try {
        const group = await ask<GroupDetail>(`/v1/groups/${this.data.id}/binding`, { method: 'POST', data: { ticket: kept.ticket } })
        forgetTicket()
        this.setData({ step: 'done', active: group.mark === 'active' })
      } catch (e) {
        if (!final(e)) throw e
        this.refuse(e)
      }
    })
  },
  no() {
    forgetTicket()
    this.setData({ step: 'intro', why: BIND.wrong, fromCard: false })
  },
  again() { this.setData({ step: 'intro', why: '', fromCard: false }) },
  leave() {
    if (getCurrentPages().length > 1) wx.navigateBack()
    else wx.redirectTo({ url: `/packages/group/detail/detail?id=${this.data.id}` })
  },
})
