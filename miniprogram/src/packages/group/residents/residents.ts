import { ask } from '../../../api/request'
import type { Resident } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { day, line } from '../../../lib/time'
import { RESIDENTS } from '../../../texts/group'

/** What is known of a resident who joined. */
const row = (r: Resident) => ({
  who: line(r.name || RESIDENTS.unnamed, r.phone_masked), place: line(r.micro_grid_name, r.dwelling),
  when: r.verified ? RESIDENTS.verifiedBy(r.verified_by, day(r.verified_at)) : RESIDENTS.joined(day(r.since)),
})

page({
  data: { t: RESIDENTS, verified: false, views: RESIDENTS.views, rows: [] as ReturnType<typeof row>[], ...nothing<Resident>() },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/residents?${search({ verified: this.data.verified, ...part(cursor, this.data.items.length) })}` },
  async read() {
    await first<Resident>(this)
    this.dress()
  },
  dress() { this.setData({ rows: this.data.items.map(row) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<Resident>(this)
    this.dress()
  },
  async turn(e: WechatMiniprogram.TouchEvent) {
    this.setData({ verified: e.currentTarget.dataset.verified as boolean, ...nothing<Resident>(), rows: [] })
    await this.refresh()
  },
  /** Says that somebody lives here, or takes it back. */
  async verify(e: WechatMiniprogram.TouchEvent) {
    const { verified, items } = this.data
    const i = items.findIndex((r) => r.id === e.currentTarget.dataset.id)
    await this.attempt(`verify${items[i]!.id}`, async () => {
      const title = verified ? RESIDENTS.undoAsk : RESIDENTS.verifyAsk
      if (!(await wx.showModal({ title: title(this.data.rows[i]!.who), content: verified ? RESIDENTS.undoHint : RESIDENTS.verifyHint, confirmText: verified ? RESIDENTS.undoShort : RESIDENTS.confirm })).confirm) return
      await ask(`/v1/residents/${items[i]!.id}/verified`, { method: 'PUT', data: { verified: !verified } })
      wx.showToast({ title: verified ? RESIDENTS.undone : RESIDENTS.done })
      await this.refresh()
    })
  },
})
