import { ask, freshKey, upload } from '../../../api/request'
import type { Category, Issue, Items, Template } from '../../../api/types'
import { me, sentence } from '../../../lib/page'

const DRAFT = 'report-draft'
interface Photo { id: number; url: string }
interface Draft { key: string; words: string; category: string; photos: Photo[] }

Page({
  data: { key: '', words: '', category: '', photos: [] as Photo[], categories: [] as Category[], templates: [] as string[], elder: false, busy: false, error: '' },
  async onLoad(query: Record<string, string | undefined>) {
    const draft = wx.getStorageSync(DRAFT) as Draft | ''
    this.setData(draft || { key: freshKey() })
    try {
      const person = await me()
      this.setData({ elder: person.elder_mode })
      const at = person.home?.community_id ? `?community=${person.home.community_id}` : ''
      const [categories, templates] = await Promise.all([ask<Items<Category>>(`/v1/categories${at}`), ask<Items<Template>>(`/v1/templates${at}`)])
      this.setData({ categories: categories.items, templates: templates.items.filter((t) => t.event !== 'issue.arrived').map((t) => t.template_id) })
    } catch (e) {
      this.setData({ error: sentence(e) })
    }
    if (query.camera) await this.shoot()
  },
  keep(change: Partial<Draft>) {
    this.setData(change)
    const { key, words, category, photos } = this.data
    wx.setStorageSync(DRAFT, { key, words, category, photos })
  },
  typed(e: WechatMiniprogram.Input) { this.keep({ words: e.detail.value }) },
  choose(e: WechatMiniprogram.TouchEvent) { this.keep({ category: e.currentTarget.dataset.code as string }) },
  async shoot() {
    const taken = await wx.chooseMedia({ count: 1, mediaType: ['image'], sourceType: ['camera'] }).catch(() => null)
    const file = taken?.tempFiles[0]
    if (!file) return
    try {
      const made = await upload(file.tempFilePath, freshKey())
      this.keep({ photos: [...this.data.photos, { id: made.id, url: made.thumb_url }] })
    } catch (e) {
      this.setData({ error: sentence(e) })
    }
  },
  async submit() {
    const { key, words, category, photos, templates } = this.data
    if (!words.trim()) return this.setData({ error: '请说一句是什么事' })
    if (!category) return this.setData({ error: '请选一个类别' })
    this.setData({ busy: true, error: '' })
    if (templates.length > 0) await wx.requestSubscribeMessage({ tmplIds: templates.slice(0, 3) }).catch(() => undefined)
    try {
      const issue = await ask<Issue>('/v1/issues', { method: 'POST', key, data: { words, category, attachments: photos.map((p) => p.id) } })
      wx.removeStorageSync(DRAFT)
      await wx.redirectTo({ url: `/packages/issue/detail/detail?id=${issue.id}` })
    } catch (e) {
      this.setData({ busy: false, error: sentence(e) })
    }
  },
})
