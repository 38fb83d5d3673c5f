import { ask } from '../../../api/request'
import type { CareOrder } from '../../../api/types'
import { dayName, hour } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { CARE } from '../../../texts/care'

type Step = CareOrder['may'][number]
const MAIN: Step[] = ['claim', 'finish', 'accept']

page({
  data: { t: CARE, id: 0, order: null as CareOrder | null, when: '', state: '', live: false, steps: [] as { step: Step; label: string; main: boolean }[] },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) { this.setData({ id: Number(query.id) }) },
  onShow() { void this.refresh() },
  async read() { this.show(await ask<CareOrder>(`/v1/care-orders/${this.data.id}`)) },
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
