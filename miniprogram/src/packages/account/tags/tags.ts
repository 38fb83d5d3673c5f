import { ask } from '../../../api/request'
import type { HeldTag, Items, Me } from '../../../api/types'
import { page } from '../../../lib/page'
import { TAGS } from '../../../texts/account'

const hint = (t: HeldTag) => [t.hint, t.by_name && TAGS.by(t.by_name)].filter(Boolean).join('。')

/** Which kinds of people one belongs to, by one's own choice: notices for them come too. */
page({
  data: { t: TAGS, homeless: false, tags: [] as HeldTag[], hints: [] as string[] },
  onShow() { void this.refresh() },
  async read(person: Me) {
    this.setData({ homeless: !person.home })
    if (person.home) this.show((await ask<Items<HeldTag>>('/v1/me/tags')).items)
  },
  show(tags: HeldTag[]) { this.setData({ tags, hints: tags.map(hint) }) },
  async turn(e: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    const { code } = e.currentTarget.dataset as { code: string }
    const before = this.data.tags
    const after = before.map((t) => (t.code === code ? { ...t, held: e.detail.value } : t))
    this.setData({ tags: after })
    const done = await this.attempt('tags', async () => {
      this.show((await ask<Items<HeldTag>>('/v1/me/tags', { method: 'PUT', data: { tags: after.filter((t) => t.held).map((t) => t.code) } })).items)
      wx.showToast({ title: e.detail.value ? TAGS.on : TAGS.off, icon: 'none' })
    })
    if (!done) this.setData({ tags: before })
  },
  choosePlace() { wx.navigateTo({ url: '/packages/account/place/place' }) },
})
