import qrcode from 'qrcode-generator'
import { ask } from '../../../api/request'
import type { ActivityDetail, Present, Signup } from '../../../api/types'
import { hour, span } from '../../../lib/activity'
import { page } from '../../../lib/page'
import { SIGNUP } from '../../../texts/activity'
import { MARK } from '../../../texts/serve'

/** What is shown without a connection. */
interface Kept { title: string; when: string; who: string; pass: string }

const store = (id: number) => `pass-${id}`

/** A pass as a picture. */
function drawn(pass: string): string {
  const code = qrcode(0, 'M')
  code.addData(pass)
  code.make()
  return code.createDataURL(8, 16)
}

page({
  data: { t: MARK, id: 0, activity: 0, title: '', when: '', who: '', code: '', came: '', went: '', picture: '', gone: false },
  needs: ['id', 'activity'],
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: Number(query.id), activity: Number(query.activity) })
    void this.refresh()
  },
  async read() {
    const { id } = this.data
    const activity = await ask<ActivityDetail>(`/v1/activities/${this.data.activity}`)
    const signup = activity.shifts.flatMap((s) => s.mine).find((s): s is Signup => s.id === id && s.state === 'confirmed')
    if (!signup) return this.setData({ gone: true })
    const { pass } = await ask<{ pass: string }>(`/v1/signups/${id}/pass`)
    const kept: Kept = { title: activity.title, when: span(signup.starts_at, signup.ends_at), who: SIGNUP.who(signup.person), pass }
    wx.setStorageSync(store(id), kept)
    this.show(kept)
  },
  kept(): boolean {
    const kept = wx.getStorageSync(store(this.data.id)) as Kept | ''
    if (kept) this.show(kept)
    return !!kept
  },
  show({ title, when, who, pass }: Kept) { this.setData({ title, when, who, picture: drawn(pass) }) },
  typed(e: WechatMiniprogram.Input) { this.setData({ code: e.detail.value.replace(/\D/g, '') }) },
  async come() { await this.mark(false) },
  async go() { await this.mark(true) },
  async mark(leaves: boolean) {
    const { id, code } = this.data
    if (!/^\d{8}$/.test(code)) return this.say(MARK.needCode)
    await this.attempt(leaves ? 'go' : 'come', async () => {
      const { arrived_at, left_at } = await ask<Present>(`/v1/signups/${id}/marks`, { method: 'POST', data: { code, leaves } })
      this.setData({ code: '', came: arrived_at ? MARK.came(hour(arrived_at)) : '', went: left_at ? MARK.went(hour(left_at)) : '' })
      wx.showToast({ title: leaves ? MARK.done.go : MARK.done.come })
    })
  },
  toMine() { wx.redirectTo({ url: '/packages/activity/mine/mine' }) },
})
