import { ask, sentence } from '../../api/request'
import type { Counts, Items, Look, Me, Summary, TaskItem, Template } from '../../api/types'
import { allow, wanted } from '../../lib/alerts'
import { first, more, nothing } from '../../lib/list'
import { page } from '../../lib/page'
import { works } from '../../lib/person'
import { begin, grabbed, overtaken } from '../../lib/step'
import { STEP } from '../../texts/issue'
import { TASKS } from '../../texts/task'
import { WORK } from '../../texts/work'
import { entries, type Entry } from './entries'
import { query, scopes, tiles, type Figure, type Filter } from './query'

const FEW = 3 // with fewer messages left, another is offered

page({
  data: {
    t: WORK, guest: false, entries: [] as Entry[], filter: 'open' as Filter, words: '', ...nothing<Summary>(),
    tiles: [] as Figure[], scopes: [] as object[], looks: [] as { id: number; name: string }[], alerts: [] as Template[], alertsText: '', tasks: '', tasksHint: TASKS.openHint,
  },
  onShow() { void this.refresh() },
  path(cursor: string): string { return `/v1/issues?${query(this.data.filter, this.data.words, cursor, this.data.items.length)}` },
  async read(person: Me) {
    const worker = person.roles.some((r) => r.role === 'worker')
    this.setData({ guest: !works(person), entries: entries(person) })
    if (this.data.guest) return
    await Promise.all([first<Summary>(this), this.count(), this.help(), this.offer(), worker ? this.look() : undefined])
  },
  async count() {
    const [all, today, pool] = await Promise.all(['work', 'work&due_today=true', 'pool'].map((scope) => ask<Counts>(`/v1/issues/counts?scope=${scope}`))) as [Counts, Counts, Counts]
    this.setData({ tiles: tiles(all, today), scopes: scopes(all, pool, this.data.filter) })
  },
  /** What others asked of him. */
  async help() {
    const { items, next } = await ask<Items<TaskItem>>('/v1/tasks?scope=mine')
    this.setData({ tasks: items.length ? TASKS.open(`${items.length}${next ? '+' : ''}`) : '' })
  },
  /** Offers another message in WeChat before the last one is used up. */
  async offer() {
    const { items } = await ask<Items<Template>>('/v1/templates')
    const alerts = wanted(items, true, FEW)
    this.setData({ alerts, alertsText: alerts.length ? WORK.alerts(Math.min(...alerts.map((t) => t.left))) : '' })
  },
  /** The micro-grids of which nothing was noted today. */
  async look() {
    const { items } = await ask<Items<Look>>('/v1/patrols')
    this.setData({ looks: items.filter((l) => l.look === 'not_yet').map((l) => l.micro_grid) })
  },
  async allClear(e: WechatMiniprogram.TouchEvent) {
    await this.attempt('clear', async () => {
      await ask('/v1/patrols', { method: 'POST', data: { micro_grid_id: e.currentTarget.dataset.id as number } })
      wx.showToast({ title: WORK.cleared })
      await this.look()
    })
  },
  async allow() {
    await this.attempt('allow', async () => {
      const said = await allow(this.data.alerts)
      if (said === 'off') await wx.navigateTo({ url: '/packages/message/alerts/alerts' })
      else wx.showToast({ title: said === 'yes' ? WORK.allowed : WORK.refused, icon: 'none' })
      if (said === 'yes') this.setData({ alerts: [] }) // WeChat tells the server in a moment
    })
  },
  onReachBottom() { void this.more() },
  async more() { await more<Summary>(this) },
  async turn(change: { filter?: Filter; words?: string }) {
    this.setData({ ...change, items: [], next: '', 'frame.phase': 'loading' })
    await this.refresh()
  },
  async tile(e: WechatMiniprogram.TouchEvent) {
    const name = e.currentTarget.dataset.name as Filter
    await this.turn({ filter: name === this.data.filter ? 'open' : name })
  },
  async scope(e: WechatMiniprogram.TouchEvent) { await this.turn({ filter: e.currentTarget.dataset.name as Filter }) },
  async showAll() { await this.turn({ filter: 'open', words: '' }) },
  async find(e: WechatMiniprogram.Input) { await this.turn({ words: e.detail.value }) },
  async clear() { await this.turn({ words: '' }) },
  /** Does what waits first, right from the list. */
  async act(e: WechatMiniprogram.CustomEvent<{ id: number }>) {
    const issue = this.data.items.find((i) => i.id === e.detail.id)!
    await this.attempt(`act ${issue.id}`, async () => {
      try {
        if (await begin(issue, issue.act!)) await this.refresh()
      } catch (failure) {
        if (!overtaken(failure)) throw failure
        await this.refresh()
        this.say(grabbed(failure) ? sentence(failure) : STEP.elsewhere)
      }
    })
  },
  toTasks() { wx.navigateTo({ url: '/packages/issue/tasks/tasks' }) },
  enter(e: WechatMiniprogram.TouchEvent) { wx.navigateTo({ url: e.currentTarget.dataset.url as string }) },
  toIssues() { wx.switchTab({ url: '/pages/issues/issues' }) },
})
