import { ask } from '../../api/request'
import type { Home, Me } from '../../api/types'
import { page } from '../../lib/page'
import { keep } from '../../lib/person'
import { MINE } from '../../texts/account'

const CONSENT = '/packages/account/place/place?for=consent'

/** What WeChat's button for the phone number answers. */
type Number = WechatMiniprogram.CustomEvent<{ code?: string; errMsg: string }>

page({
  data: { t: MINE, me: null as Me | null, agreed: false, home: '', unread: '' },
  onShow() { void this.refresh() },
  async read(person: Me) {
    const home = await ask<Home>('/v1/home')
    this.setData({
      me: person, agreed: person.consent?.version === person.consent_needed, home: home.dwelling || home.place?.micro_grid_name || (person.home ? MINE.unknownHome : ''),
      unread: home.unread > 0 ? MINE.unread(home.unread) : '',
    })
  },
  async elder(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    await this.attempt('elder', async () => {
      keep(await ask<Me>('/v1/me/elder-mode', { method: 'PUT', data: { elder_mode: e.detail.value } }))
      await this.refresh()
    })
  },
  agree() { wx.navigateTo({ url: CONSENT }) },
  async phone(e: Number) {
    const { code, errMsg } = e.detail
    if (!code) {
      if (/deny|cancel/.test(errMsg)) wx.showToast({ title: MINE.phoneNo, icon: 'none', duration: 3000 })
      else this.say(MINE.phoneOff)
      return
    }
    await this.attempt('phone', async () => {
      keep(await ask<Me>('/v1/me/phone', { method: 'POST', data: { code } }))
      wx.showToast({ title: MINE.phoneDone })
      await this.refresh()
    })
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/${e.currentTarget.dataset.to as string}` }) },
})
