import type { Summary } from '../../api/types'
import { day, line, whole } from '../../lib/time'
import { tone } from '../../texts/issue'
import { FOLLOW } from '../../texts/neighbours'

/** An issue in a list; a tap opens it. */
Component({
  properties: {
    issue: { type: Object, value: {} as Summary },
    /** For those who handle it: what waits for them is a button. Fires act with {id}. */
    acts: { type: Boolean, value: false },
    /** What is under way on the page, so that the button can show it. */
    busy: { type: String, value: '' },
  },
  data: { tone: '', facts: '', next: '' },
  observers: {
    issue(issue: Partial<Summary>) {
      if (issue.id) this.setData({ tone: tone(issue as Summary), facts: line(issue.category_name, day(issue.created_at), issue.people! > 1 && FOLLOW.people(issue.people!)), next: whole(issue.next_text ?? '') })
    },
  },
  methods: {
    act() { this.triggerEvent('act', { id: (this.data.issue as Summary).id }) },
    open() { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${(this.data.issue as Summary).id}` }) },
  },
})
