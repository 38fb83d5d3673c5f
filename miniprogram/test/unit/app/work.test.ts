import { describe, expect, it } from 'vitest'
import type { Counts, Template } from '../../../src/api/types'
import { fewest, wanted } from '../../../src/lib/alerts'
import { first, more, nothing, search, type Listed } from '../../../src/lib/list'
import { sections } from '../../../src/packages/message/alerts/sections'
import { Failure } from '../../../src/api/request'
import { grabbed, overtaken } from '../../../src/lib/step'
import { query, scopes, tiles } from '../../../src/pages/work/query'

const counts = (more: Partial<Counts>): Counts => ({ submitted: 0, accepted: 0, in_progress: 0, waiting_reporter: 0, suspended: 0, checking: 0, handled: 0, closed: 0, withdrawn: 0, to_tell: 0, total: 0, overdue: 0, most: 100, ...more })
const template = (id: string, more: Partial<Template> = {}): Template => ({ template_id: id, event: 'issue.answered', title: id, purpose: '', for: 'residents', long_term: false, left: 0, choice: '', ...more })

describe('the work list', () => {
  it('asks for what is to be done by its deadline, and for what is done by when it came', () => {
    expect(query('open', '', '')).toBe('scope=work&state=submitted,accepted,in_progress,waiting_reporter,suspended,checking&sort=due&limit=20')
    expect(query('late', ' 灯 ', 'c+')).toBe('scope=work&overdue=true&sort=due&q=%E7%81%AF&cursor=c%2B')
    expect(query('today', '', '', 40)).toBe('scope=work&due_today=true&sort=due&limit=40')
    expect(query('closed', '', '')).toBe('scope=work&state=closed&sort=newest&limit=20')
  })
  it('has four figures, of which what is late stands out', () => {
    const shown = tiles(counts({ submitted: 3, waiting_reporter: 100, overdue: 1 }), counts({ submitted: 1, in_progress: 2, handled: 9 }))
    expect(shown.map((t) => [t.name, t.value, t.late])).toEqual([['fresh', '3', false], ['today', '3', false], ['late', '1', true], ['asked', '100+', false]])
    expect(tiles(counts({}), counts({})).some((t) => t.late)).toBe(false)
  })
  it('counts its parts, and says nothing of nothing', () => {
    expect(scopes(counts({ submitted: 1, checking: 1, handled: 2 }), counts({}), 'open').map((s) => s.label + s.count)).toEqual(['要办的2', '已答复2', '已办结'])
  })
  it('names what is to be told in person while there is any, or while one looks at it', () => {
    expect(scopes(counts({ to_tell: 2 }), counts({}), 'open').map((s) => s.label + s.count)).toEqual(['要办的', '待告知2', '已答复', '已办结'])
    expect(scopes(counts({}), counts({}), 'tell').map((s) => s.name)).toContain('tell')
    expect(query('tell', '', '')).toBe('scope=work&to_tell=true&sort=oldest&limit=20')
  })
})

describe('what waits for whoever takes it first', () => {
  it('is a part of its own while there is any, or while one looks at it', () => {
    expect(scopes(counts({ submitted: 1 }), counts({ submitted: 2 }), 'open').map((s) => s.label + s.count)).toEqual(['要办的1', '待领办2', '已答复', '已办结'])
    expect(scopes(counts({}), counts({}), 'pool').map((s) => s.name)).toContain('pool')
    expect(query('pool', '', '')).toBe('scope=pool&sort=due&limit=20')
  })
  it('says who was quicker', () => {
    const late = new Failure(409, 'issue.grabbed', '张已经接下这条诉求')
    expect([overtaken(late), grabbed(late), grabbed(new Failure(409, 'issue.changed', ''))]).toEqual([true, true, false])
  })
})

describe('a query', () => {
  it('leaves out what is empty, and keeps a list readable', () => {
    expect(search({ a: '', b: false, c: true, d: 'x,y', e: 'a&b', f: 0 })).toBe('c=true&d=x,y&e=a%26b&f=0')
  })
})

describe('a list', () => {
  let asked: string[] = []
  let answers: (() => { statusCode: number; data: object })[] = []
  Object.assign(globalThis, { wx: {
    getStorageSync: () => 'token', setStorageSync: () => undefined,
    request: (o: { url: string; success(a: object): void }) => { asked.push(o.url); void Promise.resolve().then(() => { o.success(answers.shift()!()) }) },
  } })
  const ok = (items: number[], next?: string) => () => ({ statusCode: 200, data: { items, next } })
  const holder = (over: Partial<Listed<number>> = {}) => ({
    data: { ...nothing<number>(), ...over }, filter: 'a',
    setData(change: Partial<Listed<number>>) { Object.assign(this.data, change) },
    path(cursor: string) { return `/${this.filter}?${cursor}` },
  })
  it('is read on from where it ended, and not twice at once', async () => {
    asked = []
    answers = [ok([1, 2], 'c'), ok([3])]
    const page = holder()
    await first(page)
    await Promise.all([more(page), more(page)])
    expect(page.data).toEqual({ items: [1, 2, 3], next: '', loading: false, stuck: false })
    await more(page)
    expect(asked).toEqual(['/a?', '/a?c'])
  })
  it('drops the answer to what is no longer asked', async () => {
    answers = [ok([1]), ok([9])]
    const page = holder({ items: [7], next: 'c' })
    const late = first(page)
    page.filter = 'b'
    await late
    expect(page.data.items).toEqual([7])
    const later = more(page)
    page.filter = 'c'
    await later
    expect(page.data).toEqual({ items: [7], next: 'c', loading: false, stuck: false })
  })
  it('says that it is stuck, and goes on when asked again', async () => {
    answers = [() => ({ statusCode: 503, data: {} }), ok([2])]
    const page = holder({ items: [1], next: 'c' })
    await more(page)
    expect(page.data).toEqual({ items: [1], next: 'c', loading: false, stuck: true })
    await more(page)
    expect(page.data).toEqual({ items: [1, 2], next: '', loading: false, stuck: false })
  })
})

describe('messages in WeChat', () => {
  const all = [template('a', { left: 4 }), template('b', { left: 1 }), template('c'), template('d', { left: 2 }), template('l', { long_term: true }), template('w', { event: 'issue.arrived', for: 'workers' }), template('p', { event: 'activity.changed' })]
  it('are asked for when few are left, for what one does', () => {
    expect(wanted(all, false, 2).map((t) => t.template_id)).toEqual(['b', 'c'])
    expect(wanted(all, true, 2).map((t) => t.template_id)).toEqual(['w'])
    expect(wanted(all, false, 2, 'activity').map((t) => t.template_id)).toEqual(['p'])
  })
  it('are asked for three at once, the fewest first, and long-term ones apart', () => {
    expect(fewest(all.slice(0, 4)).map((t) => t.template_id)).toEqual(['c', 'b', 'd'])
    expect(fewest([template('l', { long_term: true }), template('m', { long_term: true }), template('a', { left: 3 })]).map((t) => t.template_id)).toEqual(['l', 'm'])
    expect(fewest([template('l', { long_term: true, left: 1 })])).toEqual([])
    expect(fewest([])).toEqual([])
  })
  it('are told apart by what one handles and what one reports; what WeChat blocks is not asked for', () => {
    const [work, mine] = sections(all, ['c'])
    expect(work).toMatchObject({ name: 'work', all: '', asks: ['w'] })
    expect(mine).toMatchObject({ name: 'mine', asks: ['l'] })
    expect(mine!.rows.find((r) => r.id === 'c')).toMatchObject({ left: '在微信里选了不接收', more: false, low: true })
    expect(mine!.rows.find((r) => r.id === 'a')).toMatchObject({ left: '还能收 4 条', more: true, low: false })
    expect(sections([all[0]!], [])).toHaveLength(1)
  })
})
