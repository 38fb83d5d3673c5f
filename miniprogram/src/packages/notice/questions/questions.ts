import { ask } from '../../../api/request'
import type { Me, NoticeQuestion } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { works } from '../../../lib/person'
import { QUESTIONS } from '../../../texts/notice'

const row = (q: NoticeQuestion) => ({ about: QUESTIONS.about(q.title), due: QUESTIONS.due(q.due_at) })

page({
  data: { t: QUESTIONS, guest: false, ...nothing<NoticeQuestion>(), rows: [] as object[], at: 0, text: '', publish: false },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/notice-questions?${search({ open: true, ...part(cursor, this.data.items.length) })}` },
  async read(person: Me) {
    this.setData({ guest: !works(person) })
    if (this.data.guest) return
    await first<NoticeQuestion>(this)
    this.dress()
  },
  dress() { this.setData({ rows: this.data.items.map(row) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<NoticeQuestion>(this)
    this.dress()
  },
  begin(e: WechatMiniprogram.TouchEvent) { this.setData({ at: e.currentTarget.dataset.id as number, text: '', publish: false }) },
  typed(e: WechatMiniprogram.TextareaInput) { this.setData({ text: e.detail.value, 'frame.notice': '' }) },
  publish(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { this.setData({ publish: e.detail.value }) },
  async send() {
    const answer = this.data.text.trim()
    if (!answer) return this.say(QUESTIONS.empty)
    await this.attempt('send', async () => {
      await ask(`/v1/notice-questions/${this.data.at}/answer`, { method: 'POST', data: { answer, publish: this.data.publish } })
      this.setData({ at: 0, text: '' })
      wx.showToast({ title: QUESTIONS.done })
      await this.refresh()
    })
  },
  leave() { wx.switchTab({ url: '/pages/home/home' }) },
})
