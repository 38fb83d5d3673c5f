import { describe, expect, it } from 'vitest'
import type { Entry, Issue, Offer, Step } from '../../../src/api/types'
import { line, whole } from '../../../src/lib/time'
import { bar, facts, flags, lines, question, reply, waiting } from '../../../src/packages/issue/detail/shown'

const offer = (step: string, tone: Offer['tone']): Offer => ({ step: step as Step, label: step, needs: [], tone })
const entry = (id: number, step: Step, more: Partial<Entry> = {}): Entry => ({ id, step, label: step, at: '2026-11-25T01:00:00Z', by: { name: '张春梅', role_text: '负责人' }, photos: [], ...more })
const photo = { id: 1, url: '/u', thumb_url: '/t', width: 4, height: 4, moderation: 'pass' as const }
const issue = (more: Partial<Issue>): Issue => ({
  id: 7, number: '20261125-7', version: 3, title: '灯', words: '灯', category: 'lamp', category_name: '路灯', place: {}, place_text: '', state: 'in_progress', state_text: '办理中', next_text: '', overdue: false, escalated: false,
  supervised: false, excluded: false, reopened_count: 0, mine: false, people: 1, joined: false, pooled: false, hide_name: true, moderation: 'pass', created_at: '2026-11-25T01:00:00Z', updated_at: '2026-11-25T01:00:00Z', due_at: '2026-12-02T01:00:00Z', next_due_at: null,
  grid: { id: 1, name: '第一网格' }, micro_grid: { id: 1, name: '01-01' }, owner: { id: 2, name: '张春梅' }, reporter: { id: 3, name: '', phone_masked: '199****0001' }, photos: [], after_photos: [], steps: [], tasks: [], open_tasks: 0, timeline: [], ...more,
})

describe('the bar of steps', () => {
  it('has the two most important as buttons, the first of them under the thumb', () => {
    const { front, rest, quiet } = bar([offer('approve', 'primary'), offer('refuse', 'default'), offer('answer', 'primary'), offer('ask', 'default'), offer('withdraw', 'danger')])
    expect(front.map((o) => o.step)).toEqual(['answer', 'approve'])
    expect(rest.map((o) => o.step)).toEqual(['refuse', 'ask'])
    expect(quiet.map((o) => o.step)).toEqual(['withdraw'])
  })
  it('is none when only what ends the matter is left', () => {
    expect(bar([offer('withdraw', 'danger')]).front).toEqual([])
    expect(bar([])).toEqual({ front: [], rest: [], quiet: [] })
  })
})

describe('the timeline', () => {
  it('tells the latest first, and a name that is only a role once', () => {
    const shown = lines(issue({ timeline: [entry(1, 'report', { by: { name: '居民', role_text: '居民' } }), entry(2, 'accept')] }))
    expect(shown.map((l) => [l.id, l.who])).toEqual([[2, '负责人 张春梅'], [1, '居民']])
  })
  it('says the last judgement in words, and not how the handler ended it', () => {
    const timeline = [entry(1, 'answer', { outcome: 'solved', text: '换了' }), entry(2, 'rate', { outcome: 'unsolved' })]
    expect(lines(issue({ timeline, rating: { grade: 2, resolved: false } })).map((l) => [l.text, l.end])).toEqual([['不满意 · 没解决', ''], ['换了', '已解决']])
    expect(lines(issue({ timeline })).map((l) => l.text)).toEqual(['', '换了'])
    expect(lines(issue({ timeline, rating: { grade: 4, resolved: true, responded: false } }))[0]!.text).toBe('满意 · 已解决 · 答复不及时')
  })
})

describe('a reply that was told in person', () => {
  it('stands in the timeline with how and when', () => {
    const at = new Date()
    at.setHours(10, 5, 0, 0)
    expect(lines(issue({ timeline: [entry(1, 'tell', { way: 'phone', told_at: at.toISOString() })] }))[0]!.text).toBe('打电话说的 · 今天 10:05')
  })
  it('names who filed it', () => {
    expect(facts(issue({ represented: { name: '李**' } })).map((f) => f.label)).toContain('登记人')
  })
})

describe('the reply', () => {
  const timeline = [entry(1, 'answer', { outcome: 'solved', text: '换了', photos: [photo] }), entry(2, 'rate', { outcome: 'solved' })]
  it('stands with its end, its photos and the judgement', () => {
    expect(reply(issue({ reply: '换了', outcome: 'solved', state: 'closed', timeline, after_photos: [photo], rating: { grade: 5, resolved: true } }))).toEqual({ label: '答复', past: false, end: '已解决', text: '换了', photos: [photo], rated: '居民评价：非常满意 · 已解决' })
  })
  it('is a past one once the matter is open again', () => {
    expect(reply(issue({ reply: '换了', timeline }))).toMatchObject({ label: '之前的答复', past: true, end: '', rated: '' })
    expect(reply(issue({}))).toBeNull()
    expect(reply(issue({ reply: '您已撤回', state: 'withdrawn' }))).toBeNull()
  })
})

describe('what else is to be known', () => {
  it('is said in few words', () => {
    expect(flags(issue({ supervised: true, reopened_count: 2 })).map((f) => f.text)).toEqual(['已督办', '2 次反馈没解决'])
    expect(flags(issue({ people: 3 })).map((f) => f.text)).toEqual(['3 人遇到'])
    expect(waiting(issue({ offered_to: { id: 4, name: '李明' }, request: { kind: 'suspension', label: '申请挂起', until: '2026-12-20T15:59:59Z' } }))[0]).toContain('已请李明接办')
    expect(waiting(issue({ request: { kind: 'exclusion', label: '申请不计入评价' } }))).toEqual(['申请不计入评价，等待上级答复'])
  })
  it('shows the reporter to those who handle it, not to himself', () => {
    expect(facts(issue({})).filter((f) => ['反映人', '电话'].includes(f.label)).map((f) => f.value)).toEqual(['未填写姓名', '199****0001'])
    expect(facts(issue({ mine: true })).some((f) => f.label === '反映人')).toBe(false)
    expect(facts(issue({ reporter: null as never, owner: null as never, micro_grid: null as never })).map((f) => f.label)).toEqual(['类别', '网格', '提交时间'])
  })
  it('is the question while the reporter is asked', () => {
    const timeline = [entry(1, 'ask', { text: '几号楼？' }), entry(2, 'reply_ask'), entry(3, 'ask', { text: '几单元？' })]
    expect(question(issue({ timeline, state: 'waiting_reporter' }))).toBe('几单元？')
    expect(question(issue({ timeline }))).toBe('')
  })
})

describe('facts in a line', () => {
  it('leave out what is empty, keep what is short together and each dot with what is before it', () => {
    expect(line('路灯', '', false, undefined, '2 人')).toBe('路\u2060灯\u00a0· 2\u2060\u00a0\u2060人')
  })
})

describe('a day in a sentence', () => {
  it('is not broken over two lines', () => {
    expect(whole('最迟11月26日答复').replace(/\u2060/g, '')).toBe('最迟11月26日答复')
    expect(whole('最迟11月26日答复')).toContain('1\u20601\u2060月')
  })
})
