import { ask } from '../../../api/request'
import type { Items, Me, Template } from '../../../api/types'
import { allow, forWorkers } from '../../../lib/alerts'
import { page } from '../../../lib/page'
import { works } from '../../../lib/person'
import { ALERTS } from '../../../texts/message'
import { sections, type Section } from './sections'

const TRIES = 6
const BETWEEN_MS = 700 // WeChat tells the server of a consent by itself, a moment later

type Settings = NonNullable<WechatMiniprogram.GetSettingSuccessCallbackResult['subscriptionsSetting']>

const wait = (ms: number) => new Promise((done) => { setTimeout(done, ms) })
const total = (list: Template[]) => list.reduce((n, t) => n + t.left, 0)

page({
  data: { t: ALERTS, list: [] as Template[], sections: [] as Section[], homeless: false, works: false, off: false, blocked: false, refused: false },
  onShow() { void this.refresh() },
  async read(person: Me) {
    const [{ items }, setting] = await Promise.all([ask<Items<Template>>('/v1/templates'), wx.getSetting({ withSubscriptions: true })])
    this.setData({ homeless: !person.home })
    this.show(items, works(person), setting.subscriptionsSetting)
  },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
  show(list: Template[], isWorker: boolean, settings?: Settings) {
    const items = settings?.itemSettings as Record<string, string> | undefined
    const shown = list.filter((t) => isWorker || !forWorkers(t))
    const blocked = shown.filter((t) => /reject|ban/.test(items?.[t.template_id] ?? '')).map((t) => t.template_id)
    this.setData({ list: shown, works: isWorker, sections: sections(shown, blocked), off: settings?.mainSwitch === false, blocked: blocked.length > 0 })
  },
  async one(e: WechatMiniprogram.TouchEvent) { await this.permit('one', [e.currentTarget.dataset.id as string]) },
  async all(e: WechatMiniprogram.TouchEvent) {
    const { name } = e.currentTarget.dataset as Pick<Section, 'name'>
    await this.permit(name, this.data.sections.find((s) => s.name === name)!.asks)
  },
  async permit(name: string, ids: string[]) {
    await this.attempt(name === 'one' ? ids[0]! : name, async () => {
      const before = total(this.data.list)
      const said = await allow(this.data.list.filter((t) => ids.includes(t.template_id)))
      this.setData({ refused: said === 'no' })
      if (said !== 'yes') return this.refresh()
      wx.showToast({ title: ALERTS.yes, icon: 'none' })
      await this.counted(before)
    })
  },
  /** Reads again until the server has heard of the consent. */
  async counted(before: number) {
    for (let i = 0; i < TRIES; i++) {
      await wait(BETWEEN_MS)
      await this.refresh()
      if (total(this.data.list) > before) return
    }
  },
  async settings() {
    await this.attempt('settings', async () => {
      await wx.openSetting({ withSubscriptions: true })
      this.setData({ refused: false })
      await this.refresh()
    })
  },
})
