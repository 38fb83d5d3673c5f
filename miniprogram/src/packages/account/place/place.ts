import { ask, Failure } from '../../../api/request'
import type { Community, Compound, Home, Me } from '../../../api/types'
import { page } from '../../../lib/page'
import { keep, me } from '../../../lib/person'
import { sceneOf } from '../../../lib/scene'
import { PLACE } from '../../../texts/account'
import { communities, compounds, join, joined, named } from '../home'

const FEW = 8 // compounds that one sees at a glance; more get a search field

page({
  data: {
    t: PLACE, step: '' as '' | 'consent' | 'community' | 'compound' | 'done',
    consent: '', communities: [] as Community[], community: null as Community | null,
    compounds: [] as Compound[], shown: [] as object[], words: '', searches: false, home: null as Home | null,
    only: '', scene: '',
  },
  onLoad(query: Record<string, string | undefined>) {
    joined.now = false
    this.setData({ only: query.for ?? '', scene: sceneOf(query.scene ?? '') })
    void this.refresh()
  },
  onShow() {
    if (joined.now) void this.attempt('done', () => this.done())
  },
  async read(known: Me) {
    const person = this.data.only === 'consent' ? await me(true) : known // the server has just said that it lacks one
    if (person.consent?.version !== person.consent_needed) {
      this.setData({ step: 'consent', consent: person.consent_needed })
      return
    }
    if (this.data.only === 'consent') return this.leave()
    if (this.data.scene && await this.entered()) return
    const list = await communities()
    const mine = list.find((c) => c.id === person.home?.community_id) ?? (list.length === 1 ? list[0]! : null)
    this.setData({ communities: list, step: 'community' })
    if (mine) await this.enter(mine)
  },
  async agree() {
    const agreed = await this.attempt('agree', async () => {
      keep(await ask<Me>('/v1/me/consent', { method: 'POST', data: { version: this.data.consent } }))
    })
    if (!agreed) return
    if (this.data.only === 'consent') this.leave()
    else await this.refresh()
  },
  async enter(community: Community) {
    const list = await compounds(community.id)
    this.setData({ community, compounds: list, words: '', searches: list.length > FEW, step: 'compound' })
    this.list()
  },
  list() {
    const shown = named(this.data.compounds, this.data.words).map((c) => ({ id: c.id, name: c.name, hint: PLACE.buildings(c.buildings.length) }))
    this.setData({ shown })
  },
  typed(e: WechatMiniprogram.Input) {
    this.setData({ words: e.detail.value })
    this.list()
  },
  async chooseCommunity(e: WechatMiniprogram.TouchEvent) {
    const chosen = this.data.communities.find((c) => c.id === e.currentTarget.dataset.id)!
    await this.attempt('community', () => this.enter(chosen))
  },
  otherCommunity() { this.setData({ step: 'community' }) },
  chooseCompound(e: WechatMiniprogram.TouchEvent) {
    wx.navigateTo({ url: `/packages/account/building/building?community=${this.data.community!.id}&compound=${e.currentTarget.dataset.id as number}` })
  },
  async scan() {
    await this.attempt('scan', async () => {
      const { path, result } = await wx.scanCode({ scanType: ['qrCode', 'wxCode'] })
      const scene = sceneOf(path || result)
      if (scene) await this.scanned(scene)
      else this.say(PLACE.badCode)
    })
  },
  /** With the code on the wall; one that no longer holds leads to the choice by name. */
  async entered(): Promise<boolean> {
    try {
      await this.scanned(this.data.scene)
      return true
    } catch (e) {
      if (!(e instanceof Failure) || e.status >= 500 || e.status === 0) throw e
      this.setData({ scene: '' })
      this.say(e.message)
      return false
    }
  },
  async scanned(scene: string) {
    await join({ scene })
    this.setData({ scene: '' })
    await this.done()
  },
  async unknown() {
    await this.attempt('unknown', async () => {
      await join({ community_id: this.data.community!.id, unknown: true })
      await this.done()
    })
  },
  async done() {
    joined.now = false
    this.setData({ home: await ask<Home>('/v1/home'), step: 'done' })
  },
  async again() {
    await this.attempt('again', async () => {
      this.setData({ communities: await communities() })
      await this.enter(this.data.community ?? this.data.communities.find((c) => c.id === this.data.home?.place?.community_id) ?? this.data.communities[0]!)
    })
  },
  leave() {
    if (getCurrentPages().length > 1) wx.navigateBack()
    else wx.switchTab({ url: '/pages/home/home' })
  },
})
