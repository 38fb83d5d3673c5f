import { ask, sentence } from '../../../api/request'
import type { Issue, Items, Offer, Template } from '../../../api/types'
import { allow, ENOUGH, wanted } from '../../../lib/alerts'
import { follows, join, leave } from '../../../lib/follow'
import { page } from '../../../lib/page'
import { begin, grabbed, latest, overtaken } from '../../../lib/step'
import { whole } from '../../../lib/time'
import { DETAIL, STEP, tone } from '../../../texts/issue'
import { FOLLOW } from '../../../texts/neighbours'
import { bar, facts, flags, lines, question, reply, waiting, type Line } from './shown'

page({
  data: {
    t: DETAIL, f: FOLLOW, id: '', issue: null as Issue | null, tone: '', next: '', flags: [] as object[], waiting: [] as string[], reply: null as object | null, facts: [] as object[], lines: [] as Line[],
    checks: '', calls: false, question: '', front: [] as Offer[], quiet: [] as Offer[], rest: [] as { value: string; label: string }[], more: false,
    follows: '' as '' | 'join' | 'leave', templates: [] as Template[],
  },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) { this.setData({ id: query.id ?? '' }) },
  onShow() { void this.refresh() },
  async read() {
    const issue = await ask<Issue>(`/v1/issues/${this.data.id}`)
    if (follows(issue) === 'join') await this.offerMessages()
    this.show(issue)
    void ask(`/v1/messages/read?page=${encodeURIComponent(`packages/issue/detail/detail?id=${issue.id}`)}`, { method: 'POST' }).catch(() => undefined) // they stay unread, no more
  },
  async offerMessages() {
    const { items } = await ask<Items<Template>>('/v1/templates')
    this.setData({ templates: wanted(items, false, ENOUGH) })
  },
  show(issue: Issue) {
    const { front, rest, quiet } = bar(issue.steps)
    const unseen = issue.mine && issue.state !== 'withdrawn'
    this.setData({
      issue, tone: tone(issue), next: whole(issue.next_text), flags: flags(issue), waiting: waiting(issue), reply: reply(issue), facts: facts(issue), question: question(issue), lines: lines(issue),
      checks: !unseen || issue.moderation === 'pass' ? '' : issue.moderation === 'risky' ? DETAIL.risky : DETAIL.checking,
      calls: issue.mine && !issue.represented && issue.next_due_at !== null,
      follows: follows(issue),
      front, quiet, rest: rest.map((o) => ({ value: o.step, label: o.label })),
    })
  },
  open() { this.setData({ more: true }) },
  shut() { this.setData({ more: false }) },
  async tapped(e: WechatMiniprogram.TouchEvent) { await this.act(e.currentTarget.dataset.step as string) },
  async chosen(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.shut()
    await this.act(e.detail.value)
  },
  async act(step: string) {
    const issue = this.data.issue!
    const offer = issue.steps.find((s) => s.step === step)!
    await this.attempt(step, async () => {
      try {
        const now = await begin(issue, offer)
        if (now) this.show(now)
      } catch (e) {
        if (!overtaken(e)) throw e
        await this.refresh()
        this.say(grabbed(e) ? sentence(e) : STEP.moved(...latest(this.data.issue!)))
      }
    })
  },
  async join() {
    await this.attempt('join', async () => {
      if (this.data.templates.length > 0) await allow(this.data.templates).catch(() => undefined) // joining needs no message
      this.show(await join(this.data.issue!.id))
    })
  },
  async leave() {
    await this.attempt('leave', async () => {
      if (!(await leave(this.data.issue!.id))) return
      if (getCurrentPages().length > 1) await wx.navigateBack()
      else await wx.switchTab({ url: '/pages/issues/issues' })
    })
  },
  async call() {
    await this.attempt('call', async () => {
      const { phone } = await ask<{ phone: string }>('/v1/home/worker-phone')
      await wx.makePhoneCall({ phoneNumber: phone })
    })
  },
  async copyNumber() { await this.attempt('copy', async () => { await wx.setClipboardData({ data: this.data.issue!.number }) }) },
  openOriginal() { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${this.data.issue!.original_id!}` }) },
})
