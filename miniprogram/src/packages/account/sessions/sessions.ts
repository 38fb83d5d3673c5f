import { ask } from '../../../api/request'
import type { Items, SignIn } from '../../../api/types'
import { page } from '../../../lib/page'
import { moment } from '../../../lib/time'
import { SESSIONS } from '../../../texts/account'

interface Row { id: string; client: string; current: boolean; seen: string; since: string }

const row = (s: SignIn): Row => ({ id: s.id, client: SESSIONS.clients[s.client], current: s.current, seen: SESSIONS.seen(moment(s.seen_at)), since: SESSIONS.since(moment(s.created_at)) })

page({
  data: { t: SESSIONS, items: [] as Row[] },
  onShow() { void this.refresh() },
  async read() {
    const { items } = await ask<Items<SignIn>>('/v1/sessions')
    this.setData({ items: items.map(row).sort((a, b) => Number(b.current) - Number(a.current)) })
  },
  async end(e: WechatMiniprogram.TouchEvent) { await this.finish(e.currentTarget.dataset.id as string, SESSIONS.endAsk, [e.currentTarget.dataset.id as string]) },
  async others() { await this.finish('others', SESSIONS.othersAsk, this.data.items.filter((s) => !s.current).map((s) => s.id)) },
  async finish(name: string, title: string, ids: string[]) {
    await this.attempt(name, async () => {
      if (!(await wx.showModal({ title, content: SESSIONS.endHint, confirmText: SESSIONS.end })).confirm) return
      try {
        for (const id of ids) await ask(`/v1/sessions/${id}`, { method: 'DELETE' })
        wx.showToast({ title: SESSIONS.done })
      } finally {
        await this.refresh() // also those that did end before one failed
      }
    })
  },
})
