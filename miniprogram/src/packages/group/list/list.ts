import { ask } from '../../../api/request'
import type { GroupCard, Items, Me } from '../../../api/types'
import { page } from '../../../lib/page'
import { works } from '../../../lib/person'
import { day } from '../../../lib/time'
import { GROUPS, MARKS } from '../../../texts/group'

const row = ({ group: g, digest }: GroupCard) => ({
  id: g.id, name: g.name, place: `${g.place.grid_name} · ${g.place.micro_grid_name}`, mark: g.mark, label: MARKS[g.mark].label,
  hint: g.reconfirm ? GROUPS.reconfirm : MARKS[g.mark].hint,
  reach: [GROUPS.members(g.reach.declared_members, day(g.reach.declared_at)), ...(g.reach.openers ? [GROUPS.opened(g.reach.openers, day(`${g.reach.since}T12:00:00+08:00`))] : [])].join('，'),
  week: g.mark !== 'unbound' && digest ? GROUPS.week(digest.stage, digest.openers) : '',
})

page({
  data: { t: GROUPS, guest: false, items: [] as object[] },
  onShow() { void this.refresh() },
  async read(person: Me) {
    this.setData({ guest: !works(person) })
    if (this.data.guest) return
    const { items } = await ask<Items<GroupCard>>('/v1/group-digests')
    this.setData({ items: items.map(row) })
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/group/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  residents() { wx.navigateTo({ url: '/packages/group/residents/residents' }) },
  leave() { wx.switchTab({ url: '/pages/home/home' }) },
})
