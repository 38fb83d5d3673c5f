import type { Activity } from '../../api/types'
import { span, standing } from '../../lib/activity'
import { line } from '../../lib/time'
import { ACTIVITY } from '../../texts/activity'

/** An activity in a list: what, when, where, and whether there is room; a tap opens it. */
Component({
  properties: { activity: { type: Object, value: {} as Activity } },
  data: { t: ACTIVITY, when: '', facts: '', standing: '' },
  observers: {
    activity(a: Partial<Activity>) {
      if (!a.id) return
      const all = a as Activity
      this.setData({ when: span(all.starts_at, all.ends_at), facts: line(all.kind.name, all.children && ACTIVITY.kids), standing: standing(all) })
    },
  },
  methods: { open() { wx.navigateTo({ url: `/packages/activity/detail/detail?id=${(this.data.activity as Activity).id}` }) } },
})
