import { ask } from '../../../api/request'
import type { Message } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { moment } from '../../../lib/time'
import { INBOX } from '../../../texts/message'

page({
  data: { t: INBOX, ...nothing<Message>(), whens: {} as Record<number, string>, unread: false },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/messages?${search(part(cursor, this.data.items.length))}` },
  async read() {
    await first<Message>(this)
    this.mark()
  },
  mark() {
    const { items } = this.data
    this.setData({ whens: Object.fromEntries(items.map((m) => [m.id, moment(m.at)])), unread: items.some((m) => !m.read_at) })
  },
  onReachBottom() { void this.more() },
  async more() {
    await more<Message>(this)
    this.mark()
  },
  async open(e: WechatMiniprogram.TouchEvent) {
    const message = this.data.items.find((m) => m.id === e.currentTarget.dataset.id)!
    if (!message.read_at) void ask(`/v1/messages/${message.id}/read`, { method: 'POST' }).catch(() => undefined) // it stays unread, no more
    if (message.page) await wx.navigateTo({ url: '/' + message.page })
    else await this.refresh()
  },
  async readAll() {
    await this.attempt('read', async () => {
      await ask('/v1/messages/read', { method: 'POST' })
      await this.refresh()
    })
  },
})
