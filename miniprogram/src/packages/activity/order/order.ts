import { ask, keyring } from '../../../api/request'
import type { CareKind, CareOrder, Items, Me, Template } from '../../../api/types'
import { allow, ENOUGH, wanted } from '../../../lib/alerts'
import { page } from '../../../lib/page'
import { ORDER } from '../../../texts/care'

type Typed = WechatMiniprogram.Input | WechatMiniprogram.TextareaInput

const HOURS = [10, 12, 15, 18, 20]
const key = keyring()

/** The day after so many days, at an hour. */
function at(ahead: number, hour: number, now = new Date()): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, hour)
}

/** The first hour of today that is left, or of tomorrow. */
function soonest(now = new Date()): { ahead: number; hour: number } {
  const hour = HOURS.find((h) => at(0, h, now) > now)
  return hour ? { ahead: 0, hour } : { ahead: 1, hour: HOURS[0]! }
}

page({
  data: {
    t: ORDER, homeless: false, kinds: [] as CareKind[], templates: [] as Template[], kind: '', name: '', door: '', text: '', ahead: 0, hour: 18, hours: HOURS.map((value) => ({ value, label: `${value}:00` })),
    days: [{ value: 0, label: ORDER.days.today }, { value: 1, label: ORDER.days.tomorrow }, { value: 2, label: '' }], micro: 0,
  },
  onLoad() {
    const day = at(2, 0)
    this.setData({ ...soonest(), 'days[2].label': `${day.getMonth() + 1}月${day.getDate()}日` })
    void this.refresh()
  },
  async read(person: Me) {
    const worker = person.roles.find((r) => r.role === 'worker')
    const community = worker?.community_id || person.home?.community_id || 0
    this.setData({ homeless: !community, micro: worker?.micro_grid_id ?? 0 })
    if (!community) return
    const [kinds, templates] = await Promise.all([ask<Items<CareKind>>(`/v1/care-kinds?community=${community}`), ask<Items<Template>>('/v1/templates')])
    this.setData({ kinds: kinds.items, templates: wanted(templates.items, false, ENOUGH, 'care') })
  },
  turn(e: WechatMiniprogram.TouchEvent) { this.setData({ [e.currentTarget.dataset.field as 'kind']: e.currentTarget.dataset.value as string, 'frame.notice': '' }) },
  typed(e: Typed) { this.setData({ [e.currentTarget.dataset.field as 'name']: e.detail.value }) },
  /** What is still missing, in words. */
  lacks(): string {
    const { kind, name, door, ahead, hour } = this.data
    if (!kind) return ORDER.needKind
    if (!name.trim()) return ORDER.needName
    if (!door.trim()) return ORDER.needDoor
    return at(ahead, hour) > new Date() ? '' : ORDER.late
  },
  async send() {
    const lacks = this.lacks()
    if (lacks) return this.say(lacks)
    await this.attempt('send', async () => {
      if (this.data.templates.length > 0) await allow(this.data.templates).catch(() => undefined) // help needs no message
      this.setData({ templates: [] })
      const { kind, name, door, text, ahead, hour, micro } = this.data
      const data = { kind, name: name.trim(), door: door.trim(), text: text.trim(), wanted_at: at(ahead, hour).toISOString(), ...(micro ? { micro_grid_id: micro } : {}) }
      const made = await ask<CareOrder>('/v1/care-orders', { method: 'POST', data, key: key(data) })
      wx.showToast({ title: ORDER.done })
      await wx.redirectTo({ url: `/packages/activity/care/care?id=${made.id}` })
    })
  },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
})
