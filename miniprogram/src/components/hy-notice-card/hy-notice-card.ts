import type { NoticeMine } from '../../api/types'
import { day, line } from '../../lib/time'
import { NOTICE } from '../../texts/notice'

/** What is to be known of a notice before it is opened; what is new or urgent is said first. */
function tags(n: NoticeMine) {
  return [
    ...(n.emergency ? [{ text: NOTICE.emergency, theme: 'danger' }] : []), ...(n.corrected_at ? [{ text: NOTICE.corrected, theme: 'warning' }] : []),
    ...(n.expired ? [{ text: NOTICE.expired, theme: 'default' }] : []),
  ]
}

/** A notice in a list. A tap opens it. */
Component({
  properties: { notice: { type: Object, value: {} as NoticeMine } },
  data: { t: NOTICE, tags: [] as object[], facts: '' },
  observers: {
    notice(n: Partial<NoticeMine>) {
      if (!n.id) return
      const mine = n as NoticeMine
      this.setData({ tags: tags(mine), facts: line(mine.category_name, day(mine.sent_at), mine.confirmed_at ? NOTICE.known : '') })
    },
  },
  methods: { open() { wx.navigateTo({ url: `/packages/notice/detail/detail?id=${(this.data.notice as NoticeMine).id}` }) } },
})
