import { ask, freshKey } from '../../../api/request'
import type { Category, Issue, Items, Me, Template } from '../../../api/types'
import { page } from '../../../lib/page'
import { numbers, type Photo } from '../../../lib/photos'

const DRAFT = 'report-draft'
interface Draft { key: string; words: string; category: string; photos: Photo[] }

page({
  data: { key: '', words: '', category: '', photos: [] as Photo[], categories: [] as Category[], templates: [] as string[] },
  onLoad() {
    const draft = wx.getStorageSync(DRAFT) as Draft | ''
    this.setData(draft || { key: freshKey() })
    void this.refresh()
  },
  async read(person: Me) {
    const at = person.home?.community_id ? `?community=${person.home.community_id}` : ''
    const [categories, templates] = await Promise.all([ask<Items<Category>>(`/v1/categories${at}`), ask<Items<Template>>(`/v1/templates${at}`)])
    this.setData({ categories: categories.items, templates: templates.items.filter((t) => t.event !== 'issue.arrived').map((t) => t.template_id) })
  },
  keep(change: Partial<Draft>) {
    this.setData(change)
    const { key, words, category, photos } = this.data
    wx.setStorageSync(DRAFT, { key, words, category, photos })
  },
  typed(e: WechatMiniprogram.CustomEvent<{ value: string }>) { this.keep({ words: e.detail.value }) },
  choose(e: WechatMiniprogram.TouchEvent) { this.keep({ category: e.currentTarget.dataset.code as string }) },
  photosChanged(e: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) { this.keep({ photos: e.detail.photos }) },
  async submit() {
    const { key, words, category, photos, templates } = this.data
    if (!words.trim()) return this.say('请说一句是什么事')
    if (!category) return this.say('请选一个类别')
    await this.attempt('submit', async () => {
      if (templates.length > 0) await wx.requestSubscribeMessage({ tmplIds: templates.slice(0, 3) }).catch(() => undefined)
      const issue = await ask<Issue>('/v1/issues', { method: 'POST', key, data: { words, category, attachments: numbers(photos) } })
      wx.removeStorageSync(DRAFT)
      await wx.redirectTo({ url: `/packages/issue/detail/detail?id=${issue.id}` })
    })
  },
})
