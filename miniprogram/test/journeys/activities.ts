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
