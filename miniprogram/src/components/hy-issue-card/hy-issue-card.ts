import type { Summary } from '../../api/types'
import { day } from '../../lib/time'
import { tone } from '../../texts/issue'

/** An issue in a list; a tap opens it. */
Component({
  properties: {
    issue: { type: Object, value: {} as Summary },
    /** Without who does what next: for what neighbours may see. */
    plain: { type: Boolean, value: false },
  },
  data: { tone: '', when: '' },
  observers: {
    issue(issue: Partial<Summary>) {
      if (issue.id) this.setData({ tone: tone(issue as Summary), when: day(issue.created_at) })
    },
  },
  methods: {
    open() { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${(this.data.issue as Summary).id}` }) },
  },
})
