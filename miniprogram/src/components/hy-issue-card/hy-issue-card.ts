import type { Summary } from '../../api/types'
import { day, whole } from '../../lib/time'
import { CARD, tone } from '../../texts/issue'

/** An issue in a list; a tap opens it. */
Component({
  properties: {
    issue: { type: Object, value: {} as Summary },
    /** For what neighbours may see: that it was solved, and when. */
    plain: { type: Boolean, value: false },
    /** For those who handle it: what waits for them is a button. Fires act with {id}. */
    acts: { type: Boolean, value: false },
    /** What is under way on the page, so that the button can show it. */
    busy: { type: String, value: '' },
  },
  data: { t: CARD, tone: '', when: '', ended: '', next: '' },
  observers: {
    issue(issue: Partial<Summary>) {
      if (issue.id) this.setData({ tone: tone(issue as Summary), when: day(issue.created_at), ended: CARD.on(day(issue.updated_at)), next: whole(issue.next_text ?? '') })
    },
  },
  methods: {
    act() { this.triggerEvent('act', { id: (this.data.issue as Summary).id }) },
    open() { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${(this.data.issue as Summary).id}` }) },
  },
})
