import type { Summary } from '../../api/types'
import { day } from '../../lib/time'
import { CARD, tone } from '../../texts/issue'

/** An issue in a list; a tap opens it. */
Component({
  properties: {
    issue: { type: Object, value: {} as Summary },
    /** For what neighbours may see: that it was solved, and when. */
    plain: { type: Boolean, value: false },
  },
  data: { t: CARD, tone: '', when: '', ended: '' },
  observers: {
    issue(issue: Partial<Summary>) {
      if (issue.id) this.setData({ tone: tone(issue as Summary), when: day(issue.created_at), ended: CARD.on(day(issue.updated_at)) })
    },
  },
  methods: {
    open() { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${(this.data.issue as Summary).id}` }) },
  },
})
