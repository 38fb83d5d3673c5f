import { ask } from '../../../api/request'
import type { CareHelper, CareOrder, Items, Me } from '../../../api/types'
import { dayName, hour } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { CARE } from '../../../texts/care'

type Step = CareOrder['may'][number]
const MAIN: Step[] = ['claim', 'finish', 'accept']

page({
  data: { t: CARE, id: 0, order: null as CareOrder | null, when: '', state: '', live: false, steps: [] as { step: Step; label: string; main: boolean }[], assigns: false, helpers: [] as CareHelper[], asking: false },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) { this.setData({ id: Number(query.id) }) },
  onShow() { void this.refresh() },
  async read(person: Me) {
    this.show(await ask<CareOrder>(`/v1/care-orders/${this.data.id}`))
    this.setData({ assigns: this.data.order!.state === 'open' && person.roles.some((r) => r.role === 'worker' || r.role === 'leader') })
  },
  /** Who near by could be asked, for their worker. */
  async whom() {
    await this.attempt('whom', async () => {
      const { items } = await ask<Items<CareHelper>>(`/v1/care-orders/${this.data.id}/helpers`)
      this.setData({ helpers: items, asking: true })
    })
  },
  async assign(e: WechatMiniprogram.TouchEvent) {
    const { id, name } = e.currentTarget.dataset as { id: number; name: string }
    await this.attempt('assign', async () => {
      if (!(await wx.showModal({ title: CARE.assignAsk(name), content: CARE.assignHint, confirmText: CARE.yes, cancelText: CARE.no })).confirm) return
      this.show(await ask<CareOrder>(`/v1/care-orders/${this.data.id}/helper`, { method: 'POST', data: { account_id: id } }))
      this.setData({ assigns: false, asking: false })
      wx.showToast({ title: CARE.assigned })
    })
  },
  show(order: CareOrder) {
    this.setData({
      order, when: CARE.before(`${dayName(order.wanted_at)} ${hour(order.wanted_at)}`), state: CARE.states[order.state], live: ['open', 'claimed', 'done'].includes(order.state),
      steps: order.may.map((step) => ({ step, label: CARE.steps[step], main: MAIN.includes(step) })).sort((a, b) => Number(b.main) - Number(a.main)),
    })
  },
  async take(e: WechatMiniprogram.TouchEvent) {
    const step = e.currentTarget.dataset.step as Step
    await this.attempt(step, async () => {
      if (!(await wx.showModal({ title: CARE.asks[step], content: CARE.means[step], confirmText: CARE.yes, cancelText: CARE.no })).confirm) return
      this.show(await ask<CareOrder>(`/v1/care-orders/${this.data.id}/steps`, { method: 'POST', data: { step } }))
      wx.showToast({ title: CARE.done })
    })
  },
})
