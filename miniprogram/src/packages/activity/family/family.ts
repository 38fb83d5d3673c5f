import { ask, keyring } from '../../../api/request'
import type { Items, Member } from '../../../api/types'
import { page } from '../../../lib/page'
import { DETAIL, FAMILY } from '../../../texts/activity'

const YEAR = /^(19|20)\d\d$/
const key = keyring()

page({
  data: { t: FAMILY, relations: DETAIL.relations, members: [] as Member[], relation: 'child' as 'child' | 'parent', name: '', born: '', consent: false },
  onLoad() { void this.refresh() },
  async read() {
    const { items } = await ask<Items<Member>>('/v1/family')
    this.setData({ members: items.filter((m) => m.relation !== 'self') })
  },
  turn(e: WechatMiniprogram.TouchEvent) { this.setData({ relation: e.currentTarget.dataset.value as 'child' | 'parent' }) },
  named(e: WechatMiniprogram.Input) { this.setData({ name: e.detail.value }) },
  bornIn(e: WechatMiniprogram.Input) { this.setData({ born: e.detail.value }) },
  agree(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) { this.setData({ consent: e.detail.value }) },
  /** What is still missing, in words. */
  lacks(): string {
    const { relation, name, born, consent } = this.data
    if (!name.trim()) return FAMILY.needName
    if (relation === 'child' && !YEAR.test(born.trim())) return FAMILY.needBorn
    return relation === 'child' && !consent ? FAMILY.needConsent : ''
  },
  async add() {
    const lacks = this.lacks()
    if (lacks) return this.say(lacks)
    await this.attempt('add', async () => {
      const { relation, name, born, consent } = this.data
      const data = { relation, name: name.trim(), ...(relation === 'child' ? { born: Number(born), consent } : {}) }
      await ask<Member>('/v1/family', { method: 'POST', data, key: key(data) })
      wx.showToast({ title: FAMILY.done })
      if (getCurrentPages().length > 1) {
        await wx.navigateBack()
        return
      }
      this.setData({ name: '', born: '', consent: false })
      await this.refresh()
    })
  },
  async remove(e: WechatMiniprogram.TouchEvent) {
    const { id, name } = this.data.members.find((m) => m.id === e.currentTarget.dataset.id)!
    await this.attempt('remove', async () => {
      if (!(await wx.showModal({ title: FAMILY.removeAsk(name), content: FAMILY.removeHint, confirmText: FAMILY.yes, cancelText: FAMILY.no })).confirm) return
      await ask(`/v1/family/${id}`, { method: 'DELETE' })
      wx.showToast({ title: FAMILY.removed })
      await this.refresh()
    })
  },
})
