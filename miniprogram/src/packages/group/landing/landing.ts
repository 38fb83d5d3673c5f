import { ask } from '../../../api/request'
import type { Community, GroupEntry, Items, Me } from '../../../api/types'
import { page } from '../../../lib/page'
import { keep } from '../../../lib/person'
import { onward } from '../../../lib/arrival'
import { decoded } from '../../../lib/scene'
import { PLACE } from '../../../texts/account'
import { LANDING } from '../../../texts/group'
import { brings, opened } from '../../../lib/entry'
import { readWeek, weekOf, type Week } from '../week'

const SCENE = 64 // more than WeChat lets a code say
const HOME = '/pages/home/home'

page({
  data: {
    t: LANDING, card: 0, digest: 0, next: '', scene: '', entry: null as GroupEntry | null, lost: '', home: '', elsewhere: '', may: {} as Record<string, boolean>,
    agreed: false, consent: PLACE.consent, needed: '', joined: false, week: null as Week | null,
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ card: Number(query.g) || 0, scene: decoded(query.scene ?? '').slice(0, SCENE), digest: Number(query.d) || 0, next: onward(decoded(query.next ?? '')) })
    void this.refresh()
  },
  onShareAppMessage() { return { title: '身边有事说一声，件件有回音', path: HOME } },
  async read(person: Me) {
    this.setData({ agreed: person.consent?.version === person.consent_needed, needed: person.consent_needed })
    this.show(await brings<GroupEntry>('/v1/group-entries', async () => (this.data.scene ? { scene: this.data.scene } : { ...await opened(), ...(this.data.card ? { card: this.data.card } : {}), ...(this.data.digest ? { digest: this.data.digest } : {}) })))
  },
  /** The week that the card told of; the page does not wait for it, nor fail without it. */
  async tell(entry: GroupEntry) {
    if (!this.data.digest) return
    const week = await readWeek(this.data.digest)
    this.setData({ week: week && weekOf(week, entry.standing === 'here' || this.data.joined || entry.may.length > 0) })
  },
  toItem(e: WechatMiniprogram.TouchEvent) { if (e.currentTarget.dataset.page) wx.navigateTo({ url: e.currentTarget.dataset.page as string }) },
  show(entry: GroupEntry) {
    void this.tell(entry)
    const home = entry.home ? entry.home.micro_grid_name : ''
    this.setData({
      entry, may: Object.fromEntries(entry.may.map((a) => [a, true])), lost: entry.found in LANDING.lost ? LANDING.lost[entry.found as keyof typeof LANDING.lost] : '',
      home: home ? LANDING.known(home) : '', elsewhere: entry.standing === 'elsewhere' ? LANDING.elsewhere(home) : '',
    })
  },
  /** The one tap: it agrees where that is still needed, and says so. */
  async join() { await this.attempt('join', () => this.joins(false)) },
  async change() {
    await this.attempt('change', async () => {
      const name = this.data.entry!.place!.micro_grid_name
      if (!(await wx.showModal({ title: LANDING.changeAsk(name), content: LANDING.changeHint, confirmText: LANDING.change })).confirm) return
      await this.joins(true)
    })
  },
  async joins(change: boolean) {
    await this.agree()
    const { scene } = this.data
    keep(scene ? await ask<Me>('/v1/me/home', { method: 'PUT', data: { scene } }) : await ask<Me>('/v1/group-members', { method: 'POST', data: { change } }))
    this.setData({ joined: true })
    void this.tell(this.data.entry!)
  },
  async agree() {
    if (this.data.agreed) return
    keep(await ask<Me>('/v1/me/consent', { method: 'POST', data: { version: this.data.needed } }))
    this.setData({ agreed: true })
  },
  async activate() {
    await this.attempt('activate', async () => {
      await ask(`/v1/groups/${this.data.entry!.group_id}/activation`, { method: 'POST' })
      await this.refresh()
    })
  },
  choose() { wx.redirectTo({ url: '/packages/account/place/place' }) },
  /** Not to know is an answer too: the community finds out. */
  async unknown() {
    await this.attempt('unknown', async () => {
      const community = this.data.entry!.community_id || await this.only()
      if (!community) return this.choose()
      keep(await ask<Me>('/v1/me/home', { method: 'PUT', data: { community_id: community, unknown: true } }))
      wx.showToast({ title: LANDING.settled, icon: 'none' })
      this.toHome()
    })
  },
  /** The community, where there is only one. */
  async only(): Promise<number> {
    const { items } = await ask<Items<Community>>('/v1/communities')
    return items.length === 1 ? items[0]!.id : 0
  },
  report() { wx.redirectTo({ url: '/packages/issue/report/report' }) },
  toHome() { wx.switchTab({ url: HOME }) },
  /** To what the card was about. */
  goOn() { wx.reLaunch({ url: this.data.next }) },
})
