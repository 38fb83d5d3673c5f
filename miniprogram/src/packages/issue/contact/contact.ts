import { ask, sentence } from '../../../api/request'
import type { Behalf, Issue } from '../../../api/types'
import { day } from '../../../lib/time'
import { CONTACT } from '../../../texts/behalf'

/** The person for whom a matter was filed: masked, until somebody who must reach him asks; that is logged. */
Component({
  properties: { issue: { type: Object, value: {} as Issue } },
  data: { t: CONTACT, tell: '', known: null as Behalf | null, busy: false },
  observers: {
    issue(issue: Partial<Issue>) {
      const by = issue.represented?.tell_by
      this.setData({ tell: by ? CONTACT.tell(day(by)) : '' })
    },
  },
  methods: {
    async see() {
      this.setData({ busy: true })
      try {
        this.setData({ known: await ask<Behalf>(`/v1/issues/${(this.data.issue as Issue).id}/contact`) })
      } catch (e) {
        wx.showToast({ title: sentence(e), icon: 'none', duration: 3000 })
      } finally {
        this.setData({ busy: false })
      }
    },
    call() { wx.makePhoneCall({ phoneNumber: this.data.known!.phone!, fail: () => undefined }) },
  },
})
