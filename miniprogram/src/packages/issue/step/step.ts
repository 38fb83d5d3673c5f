import { ask, Failure } from '../../../api/request'
import type { Helper, Issue, Items, Need, Offer, Outcome, Successor, Summary, Template, Way } from '../../../api/types'
import { allow, ENOUGH, wanted } from '../../../lib/alerts'
import { page } from '../../../lib/page'
import { sending, type Photo } from '../../../lib/photos'
import { latest, overtaken, take } from '../../../lib/step'
import { day } from '../../../lib/time'
import { WHEN } from '../../../texts/behalf'
import { TASK } from '../../../texts/task'
import { FIELDS, GRADES, OUTCOMES, REPORT, STEP, WAYS } from '../../../texts/issue'
import { blank, dayAfter, dayOf, draft, drop, empty, lacking, left, store, vague, wrongs, type Form, type Part } from './form'

const SOON = [3, 7, 14, 30] // days that are offered at once
const FAR = 180 // days among which one is looked for
const WEEKDAYS = '日一二三四五六'
const BELOW_NOTICE = -110 // px; the sentence is at the top of the screen
const PARTS: Part[] = ['target', 'helper', 'original', 'resolved', 'way', 'grade', 'outcome', 'referTo', 'until', 'text', 'photos'] // from top to bottom

type Typed = WechatMiniprogram.Input | WechatMiniprogram.TextareaInput
type Chosen<T> = WechatMiniprogram.CustomEvent<{ value: T }>

const sayDay = (date: string) => (date ? day(`${date}T12:00:00`) : '')
/** The days that are offered at once, a usual one first. */
const soon = (usual?: { value: string; label: string }) => [
  ...(usual ? [usual] : []), ...SOON.map((n) => ({ value: dayAfter(n), label: `${n} 天后 · ${sayDay(dayAfter(n))}` })).filter((d) => d.value !== usual?.value),
]
/** Every day to come, to be looked for by its date. */
const later = () => Array.from({ length: FAR }, (_, i) => {
  const value = dayAfter(i + 1)
  return { value, label: `${sayDay(value)} 星期${WEEKDAYS[new Date(`${value}T12:00:00`).getDay()]!}`, hint: `${i + 1} 天后` }
})
/** Words that promise no day, so that they can be bettered before the server refuses them. */
const hint = (text: string): string => { const found = vague(text); return found.length ? STEP.vague(found) : '' }

page({
  data: {
    t: STEP, k: TASK, when: WHEN.label, id: 0, step: '', task: 0, asked: '', outcomes: OUTCOMES, grades: GRADES, ways: WAYS,
    answers: [{ value: 'yes', label: STEP.solved }, { value: 'no', label: STEP.unsolved }],
    speeds: [{ value: 'yes', label: STEP.soon }, { value: 'no', label: STEP.slow }],
    issue: null as Issue | null, offer: null as Offer | null, gone: false, needs: {} as Partial<Record<Need, true>>, field: { label: '', hint: '' },
    form: blank(), kept: false, wrong: {} as Partial<Record<Part, string>>, vague: '', reopens: false,
    people: [] as { value: string; label: string; hint: string }[], helpers: [] as Helper[], picking: false,
    days: [] as { value: string; label: string }[], dayText: '', later: [] as { value: string; label: string; hint: string }[], calendar: false,
    words: '', found: null as Summary[] | null, templates: [] as Template[], told: '',
  },
  needs: ['id'],
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: Number(query.id), step: query.step ?? '', task: Number(query.task ?? 0) })
    const form = { ...left(this.name()), toldAt: '' } // a moment goes by
    this.setData({
      form, kept: !empty(form), dayText: sayDay(form.until), vague: '',
      days: soon(),
    })
    await this.refresh()
  },
  name(): string { return `${this.data.id} ${this.data.step}${this.data.task ? ` ${this.data.task}` : ''}` },
  async read() {
    const issue = await ask<Issue>(`/v1/issues/${this.data.id}`)
    const task = issue.tasks.find((t) => t.task === this.data.task)
    const offer = (task ?? issue).steps.find((s) => s.step === this.data.step)
    if (!offer) {
      this.setData({ issue, gone: true })
      return
    }
    if (offer.needs.includes('target')) {
      const { items } = await ask<Items<Successor>>(`/v1/issues/${issue.id}/targets`)
      this.setData({ people: items.map((p) => ({ value: String(p.account_id), label: p.name || STEP.somebody, hint: [p.role_text, p.territory_name].filter(Boolean).join(' · ') })) })
    }
    if (offer.needs.includes('helper')) {
      const { items } = await ask<Items<Helper>>(`/v1/issues/${issue.id}/helpers`)
      this.setData({ helpers: items, people: items.map((h, i) => ({ value: String(i), label: h.name || STEP.somebody, hint: [h.role_text, h.territory_name].filter(Boolean).join(' · ') })) })
    }
    if (issue.mine && !issue.represented && offer.needs.includes('text')) await this.offerMessages()
    wx.setNavigationBarTitle({ title: offer.label })
    this.setData({
      issue, offer, asked: task ? TASK.asked(task.to.name, task.text) : '', needs: Object.fromEntries(offer.needs.map((n) => [n, true])), field: FIELDS[offer.step] ?? { label: offer.label, hint: '' },
      reopens: issue.steps.some((s) => s.step === 'reopen'), vague: offer.needs.includes('outcome') ? hint(this.data.form.text) : '',
    })
  },
  /** Whoever writes once more wants to hear of it; WeChat may be asked when he submits. */
  async offerMessages() {
    const { items } = await ask<Items<Template>>('/v1/templates')
    const templates = wanted(items, false, ENOUGH)
    this.setData({ templates, told: templates.length ? REPORT.told(templates.map((t) => t.purpose)) : '' })
  },
  keep(change: Partial<Form>, part?: Part) {
    const form = { ...this.data.form, ...change }
    this.setData({ form, 'frame.notice': '' })
    if (part && this.data.wrong[part]) this.setData({ wrong: { ...this.data.wrong, [part]: '' } })
    store(this.name(), form)
  },
  typed(e: Typed) {
    this.keep({ text: e.detail.value }, 'text')
    this.setData({ vague: this.data.needs.outcome ? hint(e.detail.value) : '' })
  },
  referTo(e: Typed) { this.keep({ referTo: e.detail.value }, 'referTo') },
  outcome(e: Chosen<Outcome>) { this.keep({ outcome: e.detail.value }, 'outcome') },
  resolved(e: Chosen<Form['resolved']>) { this.keep({ resolved: e.detail.value }, 'resolved') },
  responded(e: Chosen<Form['responded']>) { this.keep({ responded: e.detail.value === this.data.form.responded ? '' : e.detail.value }) },
  way(e: Chosen<Way>) { this.keep({ way: e.detail.value }, 'way') },
  toldAt(e: Chosen<string>) { this.keep({ toldAt: e.detail.value }) },
  grade(e: Chosen<number>) { this.keep({ grade: e.detail.value }, 'grade') },
  photos(e: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) { this.keep({ photos: e.detail.photos }, 'photos') },
  until(e: Chosen<string>) { this.untilDay(e.detail.value) },
  untilDay(until: string) {
    this.keep({ until }, 'until')
    this.setData({ dayText: sayDay(until), calendar: false })
  },
  openCalendar() { this.setData({ later: later(), calendar: true }) },
  closeCalendar() { this.setData({ calendar: false }) },
  pick() { this.setData({ picking: true }) },
  closePeople() { this.setData({ picking: false }) },
  /** Whoever gets a task has until the usual day, unless another was chosen. */
  helped(e: Chosen<string>) {
    const h = this.data.helpers[Number(e.detail.value)]!
    const name = [h.name || STEP.somebody, h.role_text].filter(Boolean).join(' · ')
    this.keep({ helper: { account: h.account_id, body: h.body_id, name } }, 'helper')
    const usual = dayOf(new Date(h.due_at))
    this.untilDay(usual)
    this.setData({ days: soon({ value: usual, label: TASK.usual(sayDay(usual)) }) })
    this.closePeople()
  },
  picked(e: Chosen<string>) {
    if (this.data.needs.helper) return this.helped(e)
    const found = this.data.people.find((p) => p.value === e.detail.value)!
    this.keep({ target: { id: Number(found.value), name: [found.label, found.hint].filter(Boolean).join(' · ') } }, 'target')
    this.closePeople()
  },
  search(e: Typed) { this.setData({ words: e.detail.value }) },
  async find() {
    const q = this.data.words.trim()
    if (!q) return
    await this.attempt('find', async () => {
      const { items } = await ask<Items<Summary>>(`/v1/issues?scope=work&limit=10&q=${encodeURIComponent(q)}`)
      this.setData({ found: items.filter((i) => i.id !== this.data.id) })
    })
  },
  choose(e: WechatMiniprogram.TouchEvent) {
    const found = this.data.found!.find((i) => i.id === e.currentTarget.dataset.id)!
    this.keep({ original: { id: found.id, name: `${found.number} ${found.title}` } }, 'original')
  },
  another() { this.keep({ original: null }) },
  clear() {
    drop(this.name())
    this.setData({ form: blank(), kept: false, wrong: {}, vague: '', dayText: '', found: null, words: '' })
  },
  goOn() { wx.redirectTo({ url: `/packages/issue/step/step?id=${this.data.id}&step=reopen` }) },
  async submit() {
    const { form, offer } = this.data
    const lacks = lacking(offer!, form)
    if (sending(form.photos)) lacks.photos = STEP.sending
    else if (form.photos.some((p) => p.failed)) lacks.photos = STEP.photoFailed
    if (Object.keys(lacks).length > 0) return this.point(lacks)
    await this.attempt('submit', async () => {
      const { templates } = this.data
      if (templates.length > 0) await allow(templates).catch(() => undefined) // a step needs no message
      this.setData({ templates: [] }) // asked once, however often the sending is tried
      let now: Issue
      try {
        now = await take(this.data.id, draft(offer!, this.data.issue!.version, form, this.data.task))
      } catch (e) {
        if (!(e instanceof Failure)) throw e
        if (!(await this.met(e))) throw new Failure(e.status, e.code, REPORT.safe(e.message))
        return
      }
      drop(this.name())
      wx.showToast({ title: STEP.done })
      if (this.data.task && now.tasks.length === 0) this.release()
      else this.leave()
    })
  },
  /** Whether a failure was dealt with here: something is missing, or somebody was faster. */
  async met(e: Failure): Promise<boolean> {
    if (overtaken(e)) {
      await this.refresh()
      const [who, what] = latest(this.data.issue!)
      this.say(this.data.gone ? STEP.late(who, what, this.data.offer!.label) : STEP.changed(who, what))
      return true
    }
    if (e.code === 'issue.attachment') this.keep({ photos: this.data.form.photos.map((p) => ({ ...p, id: undefined, failed: { text: e.message, retry: true } })) })
    const wrong = wrongs(e.fields)
    if (Object.keys(wrong).length === 0) return false
    this.point(wrong)
    return true
  },
  /** Shows what is wrong, and where. */
  point(wrong: Partial<Record<Part, string>>) {
    const said = Object.values(wrong)
    this.setData({ wrong })
    this.say(said.length > 1 ? STEP.lacking : said[0]!)
    const at = PARTS.find((p) => wrong[p])
    if (at) wx.pageScrollTo({ selector: `#${at}`, offsetTop: BELOW_NOTICE })
  },
  async copy() { await this.attempt('copy', async () => { await wx.setClipboardData({ data: this.data.form.text }) }) },
  /** Whoever had a task may not see the matter any more: back to where he came to it from. */
  release() {
    if (getCurrentPages().length > 2) wx.navigateBack({ delta: 2 })
    else wx.redirectTo({ url: '/packages/issue/tasks/tasks' })
  },
  leave() {
    if (getCurrentPages().length > 1) wx.navigateBack()
    else wx.redirectTo({ url: `/packages/issue/detail/detail?id=${this.data.id}` })
  },
})
