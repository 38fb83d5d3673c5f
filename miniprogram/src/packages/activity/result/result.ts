import { ask, freshKey, upload } from '../../../api/request'
import type { ActivityDetail } from '../../../api/types'
import { page } from '../../../lib/page'
import { RESULT } from '../../../texts/organise'

const MOST = 9

page({
  data: { t: RESULT, id: 0, title: '', cover: null as { id: number; url: string; state: string; asks: boolean } | null, photos: [] as { id: number; url: string; thumb: string; state: string; asks: boolean }[], pictures: false, tells: false, text: '', room: MOST },
  needs: ['id'],
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: Number(query.id) })
    void this.refresh()
  },
  async read() {
    const a = await ask<ActivityDetail>(`/v1/activities/${this.data.id}`)
    const photos = a.photos.filter((p) => !p.cover)
    const cover = a.photos.find((p) => p.cover)
    this.setData({
      title: a.title, cover: cover ? { id: cover.id, url: cover.url, state: RESULT.verdicts[cover.verdict], asks: cover.verdict === 'review' } : null, photos: photos.map((p) => ({ id: p.id, url: p.url, thumb: p.thumb_url, state: RESULT.verdicts[p.verdict], asks: p.verdict === 'review' })), room: MOST - photos.length,
      pictures: a.may.includes('photos'), tells: a.may.includes('result'), text: this.data.text || a.result,
    })
  },
  typed(e: WechatMiniprogram.TextareaInput) { this.setData({ text: e.detail.value }) },
  async add() {
    await this.attempt('add', async () => {
      const { tempFiles } = await wx.chooseMedia({ count: this.data.room, mediaType: ['image'], sizeType: ['compressed'], sourceType: ['camera', 'album'] })
      for (const f of tempFiles) await upload(f.tempFilePath, freshKey(), () => undefined, `/v1/activities/${this.data.id}/photos`)
      await this.refresh()
    })
  },
  async changeCover() {
    await this.attempt('cover', async () => {
      const { tempFiles } = await wx.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'], sourceType: ['camera', 'album'] })
      await upload(tempFiles[0]!.tempFilePath, freshKey(), () => undefined, `/v1/activities/${this.data.id}/photos`, { cover: 'true' })
      await this.refresh()
    })
  },
  look(e: WechatMiniprogram.TouchEvent) {
    const urls = this.data.photos.map((p) => p.url)
    wx.previewImage({ urls, current: urls[e.currentTarget.dataset.index as number] })
  },
  /** A person's word where WeChat could not tell. */
  async judge(e: WechatMiniprogram.TouchEvent) {
    const { id, shown } = e.currentTarget.dataset as { id: number; shown: boolean }
    await this.attempt(`judge ${id}`, async () => {
      await ask(`/v1/activities/${this.data.id}/photos/${id}`, { method: 'PUT', data: { shown } })
      wx.showToast({ title: RESULT.judged })
      await this.refresh()
    })
  },
  async remove(e: WechatMiniprogram.TouchEvent) {
    await this.attempt('remove', async () => {
      if (!(await wx.showModal({ title: RESULT.removeAsk, content: RESULT.removeHint, confirmText: RESULT.yes, cancelText: RESULT.no })).confirm) return
      await ask(`/v1/activities/${this.data.id}/photos/${e.currentTarget.dataset.id as number}`, { method: 'DELETE' })
      wx.showToast({ title: RESULT.removed })
      await this.refresh()
    })
  },
  async send() {
    const text = this.data.text.trim()
    if (!text) return this.say(RESULT.need)
    await this.attempt('send', async () => {
      await ask(`/v1/activities/${this.data.id}/result`, { method: 'PUT', data: { text } })
      wx.showToast({ title: RESULT.done })
      await this.refresh()
    })
  },
})
