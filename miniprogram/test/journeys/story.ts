import { expect } from 'vitest'
import { until } from '../kit/place'
import type { Stage } from '../kit/stage'
import * as resident from './pages/resident'
import * as staff from './pages/staff'
import * as worker from './pages/worker'

export const WORDS = '1 号楼门口的路灯不亮了'
export const CATEGORY = '路灯与公共设施'
export const HOME = ['王家屯社区（示例）', '松园小区（示例）', '1 号楼'] as const
const ANSWER = '今天 16:00 前换灯泡'
const WHY = '灯还是一闪一闪的'

interface Listed { id: number; title: string; state: string; reopened_count: number }
interface Told { state: string }

/** The main job: report, arrive, take, answer, not solved. Ends when staff see all of it. */
export async function mainJob(stage: Stage, patience: number) {
  const wang = await stage.phone('r1')
  const zhang = await stage.phone('w1')
  await Promise.all([resident.arrives(wang), worker.arrives(zhang)])
  await wang.shot('home')
  await resident.joins(wang, ...HOME)
  await stage.consents('w1')
  const [filed, told] = await Promise.all([
    resident.reports(wang, WORDS, CATEGORY).then(() => Date.now()),
    zhang.notice('新诉求提醒', patience),
  ])
  console.log(`the worker was told ${told - filed} ms after the report`)
  await zhang.sees(WORDS)
  await zhang.shot('matter')
  await Promise.all([worker.takes(zhang), wang.notice('诉求受理通知', patience)])
  await Promise.all([worker.answers(zhang, ANSWER), wang.notice('诉求答复通知', patience)])
  await wang.sees(ANSWER)
  await wang.shot('answered')
  await resident.reopens(wang, WHY)
  await wang.shot('reopened')
  await staffSeesIt(stage)
}

async function staffSeesIt(stage: Stage) {
  const desk = await stage.desk('staff1')
  await staff.signsIn(desk, 'staff1', stage.product.password)
  await staff.opens(desk, WORDS)
  for (const text of [ANSWER, WHY, '受理', '没解决']) await desk.sees(text)
  await desk.shot('matter')
  const api = await stage.product.staff('staff1')
  const { items } = await api.get<{ items: Listed[] }>('/v1/issues?scope=work')
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ title: WORDS, state: 'in_progress', reopened_count: 1 })
  const issue = await api.get<{ timeline: { step: string; text?: string }[]; photos: object[] }>(`/v1/issues/${items[0]!.id}`)
  expect(issue.timeline.map((e) => e.step).sort()).toEqual(['accept', 'answer', 'reopen', 'report'])
  expect(issue.photos).toHaveLength(1)
}

/** Every message comes to its end, and no promise is broken. */
export async function nothingIsLost(stage: Stage) {
  const api = await stage.product.staff('staff1')
  await until('an end of every delivery', async () => {
    const { items } = await api.get<{ items: Told[] }>('/v1/staff/deliveries')
    return items.length > 0 && items.every((d) => d.state !== 'queued' && d.state !== 'sending')
  }, 120_000)
  expect(await stage.product.command('check')).toContain(' 0 findings')
}
