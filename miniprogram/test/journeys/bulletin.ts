import type { Person } from '../kit/person'
import { until } from '../kit/place'
import type { Staff } from '../kit/staff'

interface Row { id: number; version: number; title: string }

/** What a community says: every kind of markup that an editor makes. */
export const WATER = {
  category: 'service', title: '11 月 28 日停水通知', summary: '11 月 28 日 8:00 至 18:00 停水，请提前储水。',
  html: '<h2>为什么停水</h2><p>自来水公司要更换 <strong>1 号楼至 6 号楼</strong>的老旧管道。</p><h2>请您这样做</h2><ul><li>提前用干净的桶储水</li><li>出门前关好水龙头</li></ul>'
    + '<p>详情见<a href="https://water.example.cn/notice">自来水公司网站</a>，电话 <a href="tel:96655">96655</a>。</p><table><tr><th>楼栋</th><th>时间</th></tr><tr><td>1 至 3 号楼</td><td>8:00–12:00</td></tr></table>',
  source: '县自来水公司（示例）停水公告第 12 号', emergency: false, tell: true, audience: { grids: [] as number[], micro_grids: [] as number[], tags: [] as string[] }, files: [],
}

/** Writes a notice; gives its number. */
export async function write(staff: Staff, community: number, change: Partial<typeof WATER>): Promise<number> {
  const draft = { community_id: community, ...WATER, ...change }
  await staff.post('/v1/staff/notices', draft)
  const { items } = await staff.get<{ items: Row[] }>(`/v1/staff/notices?community=${community}`)
  return items.find((n) => n.title === draft.title)!.id
}

/** Writes a notice and sends it at once; gives its number when a resident has it. */
export async function publish(staff: Staff, community: number, change: Partial<typeof WATER>, reader: Person): Promise<number> {
  const id = await write(staff, community, change)
  await step(staff, id, { step: 'submit' })
  await until(`notice ${id} to arrive`, async () => (await reader.asks<{ items: Row[] }>('GET', '/v1/notices')).items.some((n) => n.id === id))
  return id
}

export const correct = (staff: Staff, id: number, reason: string) => step(staff, id, { step: 'correct', reason })
export const withdraw = (staff: Staff, id: number, reason: string) => step(staff, id, { step: 'withdraw', reason })

/** Takes a step on a notice as it is now. */
export async function step(staff: Staff, id: number, more: object) {
  const { version } = await staff.get<Row>(`/v1/staff/notices/${id}`)
  await staff.post(`/v1/staff/notices/${id}/steps`, { version, ...more })
}
