import { ask } from '../../../api/request'
import type { Group, GroupBoard, Me } from '../../../api/types'
import { page } from '../../../lib/page'
import { works } from '../../../lib/person'
import { GROUPS, MARKS } from '../../../texts/group'

const row = (g: Group) => ({
  id: g.id, name: g.name, place: `${g.place.grid_name} · ${g.place.micro_grid_name}`, mark: g.mark, label: MARKS[g.mark].label,
  hint: g.reconfirm ? GROUPS.reconfirm : MARKS[g.mark].hint,
  reach: [GROUPS.members(g.reach.declared_members), ...(g.reach.openers ? [GROUPS.opened(g.reach.openers)] : [])].join('，'),
})

page({
  data: { t: GROUPS, guest: false, items: [] as object[] },
  onShow() { void this.refresh() },
  async read(person: Me) {
    this.setData({ guest: !works(person) })
    if (this.data.guest) return
    const { items } = await ask<GroupBoard>('/v1/groups')
    this.setData({ items: items.map(row) })
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/group/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
  residents() { wx.navigateTo({ url: '/packages/group/residents/residents' }) },
  leave() { wx.switchTab({ url: '/pages/home/home' }) },
})
