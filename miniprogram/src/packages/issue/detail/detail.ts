import { ask, freshKey } from '../../../api/request'
import type { Issue, Offer, StepDraft } from '../../../api/types'
import { page } from '../../../lib/page'
import { moment } from '../../../lib/time'

/** Needs that this page asks for; other steps are taken on the staff pages. */
const ASKED = ['text', 'reason', 'photos', 'outcome', 'grade']
const OUTCOMES = [['solved', '已经解决'], ['unsolved', '解决不了'], ['out_of_scope', '不归这里管'], ['untrue', '情况不属实']] as const
const GRADES = ['非常满意', '满意', '一般', '不满意', '非常不满意']

page({
  data: { id: '', issue: null as Issue | null, offers: [] as Offer[], entries: [] as object[], asking: null as Offer | null, text: '', key: '' },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' })
    await this.refresh()
  },
  async read() { this.show(await ask<Issue>(`/v1/issues/${this.data.id}`)) },
  show(issue: Issue) {
    this.setData({
      issue, asking: null, text: '',
      offers: issue.steps.filter((s) => s.needs.every((n) => ASKED.includes(n))),
      entries: issue.timeline.map((t) => ({ ...t, when: moment(t.at) })),
    })
  },
  typed(e: WechatMiniprogram.CustomEvent<{ value: string }>) { this.setData({ text: e.detail.value }) },
  forget() { this.setData({ asking: null }) },
  async choose(e: WechatMiniprogram.TouchEvent) {
    const offer = this.data.offers.find((o) => o.step === e.currentTarget.dataset.step)!
    this.setData({ asking: offer, key: freshKey() })
    if (!offer.needs.includes('text') && !offer.needs.includes('reason')) await this.send()
  },
  async send() {
    const { asking, issue, text, key } = this.data
    const draft: StepDraft = { step: asking!.step, version: issue!.version }
    if (text) draft.text = text
    await this.attempt('send', async () => {
      if (asking!.needs.includes('outcome')) draft.outcome = OUTCOMES[await chosen(OUTCOMES.map((o) => o[1]))]![0]
      if (asking!.needs.includes('grade')) {
        draft.resolved = await chosen(['解决了', '还没有解决']) === 0
        draft.grade = GRADES.length - await chosen(GRADES)
      }
      this.show(await ask<Issue>(`/v1/issues/${issue!.id}/steps`, { method: 'POST', data: draft, key }))
    })
  },
})

/** Which of some answers the person taps. */
async function chosen(itemList: string[]): Promise<number> {
  return (await wx.showActionSheet({ itemList })).tapIndex
}
