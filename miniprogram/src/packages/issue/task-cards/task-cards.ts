import { ask, sentence } from '../../../api/request'
import type { Issue, Reachable, Task } from '../../../api/types'
import { TASK } from '../../../texts/task'

interface Card extends Task { when: string; last: string; calls: boolean; tone: string }

/** A task as a card; only who may take an outside body's task back may call it. */
const card = (t: Task): Card => ({
  ...t, when: t.ended_at ? TASK.ended(t.ended_at) : TASK.due(t.due_at, t.overdue), last: t.result ? (t.ended_at ? TASK.result : TASK.back) + t.result : '',
  calls: !!t.body && t.steps.length > 0, tone: t.overdue ? 'danger' : t.state === 'open' ? 'primary' : t.state === 'done' ? 'success' : 'default',
})

/** The tasks of a matter, each with what the reader may do about it. */
Component({
  properties: { issue: { type: Object, value: {} as Issue } },
  data: { t: TASK, cards: [] as Card[], busy: 0 },
  observers: {
    issue(issue: Partial<Issue>) { this.setData({ cards: (issue.tasks ?? []).map(card) }) },
  },
  methods: {
    act(e: WechatMiniprogram.TouchEvent) {
      const { task, step } = e.currentTarget.dataset as { task: number; step: string }
      wx.navigateTo({ url: `/packages/issue/step/step?id=${(this.data.issue as Issue).id}&step=${step}&task=${task}` })
    },
    async call(e: WechatMiniprogram.TouchEvent) {
      const { task } = e.currentTarget.dataset as { task: number }
      this.setData({ busy: task })
      try {
        const { contact, phone } = await ask<Reachable>(`/v1/issues/${(this.data.issue as Issue).id}/tasks/${task}/contact`)
        if (!phone) wx.showToast({ title: TASK.noPhone, icon: 'none', duration: 3000 })
        else if ((await wx.showModal({ title: TASK.callTitle, content: TASK.call(contact, phone), confirmText: TASK.callYes })).confirm) wx.makePhoneCall({ phoneNumber: phone, fail: () => undefined })
      } catch (failure) {
        wx.showToast({ title: sentence(failure), icon: 'none', duration: 3000 })
      } finally {
        this.setData({ busy: 0 })
      }
    },
  },
})
