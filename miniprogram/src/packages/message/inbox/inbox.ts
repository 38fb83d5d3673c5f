import { ask } from '../../../api/request'
import type { Items, Message } from '../../../api/types'
import { page } from '../../../lib/page'
import { moment } from '../../../lib/time'
import { INBOX } from '../../../texts/message'

interface Row extends Message { when: string }

const rows = (list: Message[]): Row[] => list.map((m) => ({ ...m, when: moment(m.at) }))

page({
  data: { t: INBOX, items: [] as Row[], next: '', stuck: false, loading: false, unread: false },
  onShow() { void this.refresh() },
  async read() {
    const list = await ask<Items<Message>>(`/v1/messages?limit=${Math.min(Math.max(this.data.items.length, 20), 100)}`)
    this.show(rows(list.items), list.next)
  },
  show(items: Row[], next = '') { this.setData({ items, next, unread: items.some((m) => !m.read_at) }) },
  onReachBottom() { void this.more() },
  async more() {
    const { next, loading } = this.data
    if (!next || loading) return
    this.setData({ loading: true, stuck: false })
    try {
      const list = await ask<Items<Message>>(`/v1/messages?cursor=${encodeURIComponent(next)}`)
      this.show([...this.data.items, ...rows(list.items)], list.next)
    } catch {
      this.setData({ stuck: true }) // the foot of the list says it, and offers to try again
    } finally {
      this.setData({ loading: false })
    }
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
