import type { Person } from '../kit/person'
import { until } from '../kit/place'

/** An activity, as far as tests need it. */
export interface Activity { id: number; starts_at: string; where: { community_id: number }; shifts: { id: number }[] }

const HOUR = 3_600_000
interface Me { roles: { role: string; community_id: number; grid_id: number; micro_grid_id: number }[] }

/** The worker holds an activity where he works, in so many hours, with as many places in each shift. */
export async function hold(worker: Person, title: string, places: number[], hours = 24): Promise<Activity> {
  const me = await worker.asks<Me>('GET', '/v1/me')
  const { community_id, grid_id, micro_grid_id } = me.roles.find((r) => r.role === 'worker')!
  const start = Math.ceil(Date.now() / HOUR) * HOUR + hours * HOUR
  const shifts = places.map((capacity, i) => ({
    name: places.length > 1 ? `第${i + 1}组` : '', skills: '', starts_at: new Date(start + 2 * i * HOUR).toISOString(), ends_at: new Date(start + (2 * i + 1.5) * HOUR).toISOString(), capacity,
  }))
  return worker.asks<Activity>('POST', '/v1/activities', {
    community_id, grid_id, micro_grid_id, kind: 'clean_friday', title, place: '松园小区 1 号楼东侧的小花园', text: '大家一起动手，院子干净，心里也敞亮。工具由社区准备，累了随时歇一歇。', bring: '水杯、遮阳帽', audience: 'near', children: true, shifts,
  })
}

/** An activity that has begun, for which some signed up before. */
export async function began(worker: Person, people: Person[], title: string, lasts = 2 * HOUR): Promise<{ activity: Activity; signups: number[] }> {
  const me = await worker.asks<Me>('GET', '/v1/me')
  const { community_id, grid_id, micro_grid_id } = me.roles.find((r) => r.role === 'worker')!
  const start = Date.now() + 4000
  const activity = await worker.asks<Activity>('POST', '/v1/activities', {
    community_id, grid_id, micro_grid_id, kind: 'clean_friday', title, place: '1 号楼', audience: 'near', children: true,
    shifts: [{ starts_at: new Date(start).toISOString(), ends_at: new Date(start + lasts).toISOString(), capacity: 5 }],
  })
  const signups: number[] = []
  for (const who of people) signups.push((await who.asks<{ id: number }>('POST', `/v1/shifts/${activity.shifts[0]!.id}/signups`, { person_id: 0 })).id)
  await until('the activity to begin', () => Date.now() > start)
  return { activity, signups }
}

/** The worker holds a fair where he works, tomorrow: two booths with slots. */
export async function holdFair(worker: Person): Promise<Activity> {
  const me = await worker.asks<Me>('GET', '/v1/me')
  const { community_id, grid_id, micro_grid_id } = me.roles.find((r) => r.role === 'worker')!
  const day = Math.ceil(Date.now() / HOUR) * HOUR + 24 * HOUR
  const booth = (name: string, minutes: number, capacity: number) => ({ name, starts_at: new Date(day).toISOString(), ends_at: new Date(day + 2 * HOUR).toISOString(), minutes, capacity })
  return worker.asks<Activity>('POST', '/v1/activities', {
    community_id, grid_id, micro_grid_id, kind: 'elder_fair', title: '为老服务集市', place: '松园小区广场', audience: 'near', children: false, booths: [booth('免费理发', 30, 1), booth('家电维修', 60, 3)],
  })
}

/** The worker holds an activity every week where she works, from a day on. */
export async function weekly(worker: Person, title: string, from: string): Promise<{ id: number }> {
  const me = await worker.asks<Me>('GET', '/v1/me')
  const { community_id, grid_id, micro_grid_id } = me.roles.find((r) => r.role === 'worker')!
  return worker.asks<{ id: number }>('POST', '/v1/activity-series', {
    community_id, grid_id, micro_grid_id, each: 'once', rule: { weekday: new Date(`${from}T12:00:00Z`).getUTCDay(), from }, kind: 'clean_friday', title, place: '松园小区小花园', audience: 'near', children: true, shifts: [{ from: '09:00', minutes: 90, capacity: 12 }],
  })
}

const MANY = 150

/** An activity with words as long as they can be and many people, and a week full of others. */
export async function crowd(worker: Person, elder: boolean): Promise<Activity> {
  const me = await worker.asks<Me>('GET', '/v1/me')
  const { community_id, grid_id, micro_grid_id } = me.roles.find((r) => r.role === 'worker')!
  const start = Math.ceil(Date.now() / HOUR) * HOUR + (elder ? 33 : 30) * HOUR // one guest cannot be at two at once
  const draft = { community_id, grid_id, micro_grid_id, kind: 'clean_friday', audience: 'community', children: false }
  const shift = (capacity: number) => ({ name: '上午第一班（请早到十分钟）', skills: '会用剪枝剪和割草机，能站两个小时，最好带过队', starts_at: new Date(start).toISOString(), ends_at: new Date(start + 2 * HOUR).toISOString(), capacity })
  const full = await worker.asks<Activity>('POST', '/v1/activities', {
    ...draft, title: '迎新年全社区大扫除、旧物交换、义务理发、家电维修和邻里长桌宴活动日（雨天顺延）', place: '松园小区东门进来直走到底左手边老年活动中心一楼大厅门口（找不到请问门卫，或者打组织者的电话，我们出来接您，请不要着急）',
    text: '大家一起动手，院子干净，心里也敞亮。'.repeat(60), bring: '水杯、遮阳帽、手套、旧报纸、旧衣服、家里用不上的小家电（请擦干净），能带凳子的请带一只'.repeat(2), shifts: [shift(MANY - 10)],
  })
  for (let n = 0; n < MANY; n++) await worker.asks('POST', `/v1/activities/${full.id}/shifts/${full.shifts[0]!.id}/guests`, { name: n % 7 ? `邻居${n + 1}` : `欧阳建国爷爷${n + 1}，松园小区 1 号楼 3 单元 301 室` })
  for (let n = 0; n < MANY / 5; n++) await worker.asks('POST', '/v1/activities', { ...draft, title: `楼院小活动 ${n + 1}`, place: `${n + 1} 号楼前`, shifts: [{ ...shift(5), name: '', skills: '' }] })
  return full
}
