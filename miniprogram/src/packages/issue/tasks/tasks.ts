import type { TaskItem } from '../../../api/types'
import { first, more, nothing, part, search } from '../../../lib/list'
import { page } from '../../../lib/page'
import { TASK, TASKS } from '../../../texts/task'

/** Tasks that the reader has, those of the matters that he leads, and his own that ended. */
type Scope = keyof typeof TASKS.scopes

interface Row { when: string; tone: string; opens: boolean }

/** Whoever has a task, or leads, may open the matter; whoever had one may not any more. */
const row = (t: TaskItem, scope: Scope): Row => ({
  when: t.ended_at ? TASK.ended(t.ended_at) : TASK.due(t.due_at, t.overdue), opens: scope !== 'ended',
  tone: t.overdue ? 'danger' : t.state === 'open' ? 'primary' : t.state === 'done' ? 'success' : 'default',
})

page({
  data: {
    t: TASKS, scope: 'mine' as Scope, scopes: Object.entries(TASKS.scopes).map(([name, label]) => ({ name, label })), rows: [] as Row[], ...nothing<TaskItem>(),
  },
  onShow() { void this.refresh() },
  path(cursor: string): string {
    const { scope, items } = this.data
    return `/v1/tasks?${search({ scope: scope === 'lead' ? 'work' : 'mine', ended: scope === 'ended', ...part(cursor, items.length) })}`
  },
  async read() {
    await first<TaskItem>(this)
    this.dress()
  },
  dress() { this.setData({ rows: this.data.items.map((t) => row(t, this.data.scope)) }) },
  onReachBottom() { void this.more() },
  async more() {
    await more<TaskItem>(this)
    this.dress()
  },
  async turn(e: WechatMiniprogram.TouchEvent) {
    this.setData({ scope: e.currentTarget.dataset.name as Scope, items: [], rows: [], next: '', 'frame.phase': 'loading' })
    await this.refresh()
  },
  open(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: `/packages/issue/detail/detail?id=${e.currentTarget.dataset.id as number}` }) },
})
