import type { Summary } from '../../api/types'
import { day, line } from '../../lib/time'
import { SOLVED } from '../../texts/neighbours'

/** A matter that was solved near by, with how it looked before and after; a tap opens it. */
Component({
  properties: { issue: { type: Object, value: {} as Summary } },
  data: { t: SOLVED, facts: '', pair: false },
  observers: {
    issue(issue: Partial<Summary>) {
      if (issue.id) this.setData({ facts: line(issue.category_name, SOLVED.on(day(issue.updated_at))), pair: !!issue.photo && !!issue.after_photo })
    },
  },
  methods: { open() { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${(this.data.issue as Summary).id}` }) } },
})
