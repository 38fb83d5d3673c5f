import { ask, keyring } from '../../../api/request'
import type { Items, NoticeFile, NoticePage, NoticeQuestion, Template } from '../../../api/types'
import { allow, ENOUGH, wanted } from '../../../lib/alerts'
import { page } from '../../../lib/page'
import { day } from '../../../lib/time'
import { PAGE } from '../../../texts/notice'
import { addresses, parts, type Address, type Part } from '../rich'

const MOST = 300 // characters of a question, by the contract
const PUBLISHED = 'notice.published'
const keys = keyring()

/** Where a question that is not sent yet is kept. */
const kept = (id: number) => `notice question ${id}`

interface Asked { id: number; text: string; when: string; answer: string }

const asked = (q: NoticeQuestion): Asked => ({
  id: q.id, text: q.text, answer: q.answer, when: q.answered_at ? PAGE.answered(q.answered_by_name, q.answered_at) : PAGE.waits(q.owner_name, q.due_at),
})
const facts = (n: NoticePage) => [
  { label: PAGE.source, value: n.source }, { label: PAGE.sent, value: day(n.sent_at) }, { label: PAGE.valid, value: n.valid_until && !n.expired ? PAGE.until(n.valid_until) : '' },
].filter((f) => f.value)

page({
  data: {
    t: PAGE, id: 0, notice: null as NoticePage | null, parts: [] as Part[], links: [] as (Address & { label: string })[], facts: [] as object[], mark: '', over: '', photos: [] as NoticeFile[], files: [] as object[], questions: [] as Asked[],
    known: '', asking: false, text: '', left: '', templates: [] as Template[],
  },
  needs: ['id'],
  async onLoad(query: Record<string, string | undefined>) {
    const id = Number(query.id)
    const text = wx.getStorageSync(kept(id)) as string || ''
    this.setData({ id, text, asking: text !== '', left: PAGE.left(MOST - text.length) })
    await this.refresh()
  },
  onShareAppMessage() { return { title: this.data.notice?.title ?? '', path: `/packages/notice/detail/detail?id=${this.data.id}` } },
  async read() {
    const notice = await ask<NoticePage>(`/v1/notices/${this.data.id}`)
    if (notice.for_me && !notice.withdrawn) {
      if (!notice.read_at) void ask(`/v1/notices/${notice.id}/read`, { method: 'POST' }).catch(() => undefined) // it stays unread, no more
      const { items } = await ask<Items<Template>>('/v1/templates')
      this.setData({ templates: wanted(items.filter((t) => t.event === PUBLISHED), false, ENOUGH, 'notice') })
    }
    this.show(notice)
  },
  show(notice: NoticePage) {
    this.setData({
      notice, parts: parts(notice.html), facts: facts(notice), mark: notice.corrected_at ? PAGE.corrected(notice.corrected_at) : '', over: notice.expired && notice.valid_until ? PAGE.over(notice.valid_until) : '',
      photos: notice.files.filter((f) => f.kind === 'picture'), files: notice.files.filter((f) => f.kind !== 'picture').map((f) => ({ ...f, size: PAGE.bytes(f.bytes) })),
      links: addresses(notice.html).map((a) => ({ ...a, label: a.call ? PAGE.call(a.href) : PAGE.copyLink(a.words) })), questions: notice.questions.map(asked), known: notice.confirmed_at ? PAGE.confirmed(notice.confirmed_at) : '',
    })
  },
  /** Says that he knows; the same tap lets the next notice come as a message. */
  async confirm() {
    await this.attempt('confirm', async () => {
      const { templates } = this.data
      if (templates.length > 0) await allow(templates).catch(() => undefined) // knowing needs no message
      this.setData({ templates: [] })
      await ask(`/v1/notices/${this.data.id}/confirmation`, { method: 'POST' })
      wx.showToast({ title: PAGE.thanks })
      await this.refresh()
    })
  },
  async acknowledge() {
    await this.attempt('acknowledge', async () => {
      await ask(`/v1/notices/${this.data.id}/acknowledgement`, { method: 'POST' })
      wx.showToast({ title: PAGE.thanks })
      await this.refresh()
    })
  },
  toList() { wx.redirectTo({ url: '/packages/notice/list/list' }) },
  begin() { this.setData({ asking: true }) },
  typed(e: WechatMiniprogram.TextareaInput) {
    const text = e.detail.value
    this.setData({ text, left: PAGE.left(MOST - text.length), 'frame.notice': '' })
    wx.setStorageSync(kept(this.data.id), text)
  },
  async send() {
    const text = this.data.text.trim()
    if (!text) return this.say(PAGE.empty)
    await this.attempt('send', async () => {
      const body = { text }
      await ask(`/v1/notices/${this.data.id}/questions`, { method: 'POST', data: body, key: keys({ id: this.data.id, ...body }) })
      wx.removeStorageSync(kept(this.data.id))
      this.setData({ text: '', asking: false, left: PAGE.left(MOST) })
      wx.showToast({ title: PAGE.asked })
      await this.refresh()
    })
  },
  async open(e: WechatMiniprogram.TouchEvent) {
    const file = this.data.notice!.files.find((f) => f.id === e.currentTarget.dataset.id)!
    await this.attempt(`file ${file.id}`, async () => {
      try {
        const { statusCode, tempFilePath } = await new Promise<WechatMiniprogram.DownloadFileSuccessCallbackResult>((success, fail) => { wx.downloadFile({ url: file.url, success, fail }) })
        if (statusCode !== 200) throw new Error(String(statusCode))
        await wx.openDocument({ filePath: tempFilePath, fileType: file.kind as 'pdf', showMenu: true })
      } catch {
        this.say(PAGE.noOpen)
      }
    })
  },
  zoom(e: WechatMiniprogram.TouchEvent) {
    const urls = this.data.parts.flatMap((p) => p.src || [])
    wx.previewImage({ urls, current: e.currentTarget.dataset.src as string })
  },
  async follow(e: WechatMiniprogram.TouchEvent) {
    const link = this.data.links[e.currentTarget.dataset.index as number]!
    if (link.call) return wx.makePhoneCall({ phoneNumber: link.href, fail: () => undefined })
    await wx.setClipboardData({ data: link.href })
    wx.showToast({ title: PAGE.copiedLink, icon: 'none' })
  },
  async copy() { await this.attempt('copy', async () => { await wx.setClipboardData({ data: this.data.notice!.share_text }) }) },
})
