import type { Entry, Issue, Offer } from '../../../api/types'
import { day, moment } from '../../../lib/time'
import { CONTACT } from '../../../texts/behalf'
import { DETAIL, ENDS, GRADES, WAYS } from '../../../texts/issue'
import { FOLLOW } from '../../../texts/neighbours'

/** The steps on offer: at most two as buttons, the most important last, where the thumb is; others behind 更多. What only ends the matter stands apart at the foot of the page. */
export function bar(offers: Offer[]): { front: Offer[]; rest: Offer[]; quiet: Offer[] } {
  const harmless = offers.filter((o) => o.tone !== 'danger')
  const sorted = [...harmless.filter((o) => o.tone === 'primary'), ...harmless.filter((o) => o.tone !== 'primary')]
  return { front: sorted.slice(0, 2).reverse(), rest: sorted.slice(2), quiet: offers.filter((o) => o.tone === 'danger') }
}

export interface Line { id: number; label: string; who: string; when: string; text: string; end: string; photos: Entry['photos'] }

const who = (by: Entry['by']): string => (by.name && by.name !== by.role_text ? `${by.role_text} ${by.name}` : by.role_text)

/** What happened, the latest first. Only the last judgement still counts; it is told in words. */
export function lines(issue: Issue): Line[] {
  const judged = [...issue.timeline].reverse().find((e) => e.step === 'rate')
  return issue.timeline.map((e) => ({
    id: e.id, label: e.label, who: who(e.by), when: moment(e.at), photos: e.photos,
    text: e.text ?? (e === judged ? judgement(issue) : told(e)), end: e.outcome && e.step !== 'rate' ? ENDS[e.outcome] : '',
  })).reverse()
}

/** How and when the reply was told in person. */
const told = (e: Entry): string => (e.way ? [WAYS.find((w) => w.value === e.way)?.label, moment(e.told_at)].filter(Boolean).join(' · ') : '')

/** How the reporter found it, in words; '' while he said nothing. */
function judgement({ rating }: Issue): string {
  if (!rating) return ''
  const grade = GRADES.find((g) => g.value === rating.grade)?.label ?? ''
  const either = (is: boolean | undefined, yes: string, no: string) => (is === undefined ? '' : is ? yes : no)
  return [grade, either(rating.resolved, DETAIL.resolved, DETAIL.unresolved), either(rating.responded, DETAIL.soon, DETAIL.slow)].filter(Boolean).join(' · ')
}

/** What else is to be known, in a few words each. */
export function flags(issue: Issue): { text: string; warns: boolean }[] {
  const all: [boolean, string, boolean][] = [
    [issue.supervised, DETAIL.supervised, true], [issue.escalated, DETAIL.escalated, true], [issue.reopened_count > 0, DETAIL.reopened(issue.reopened_count), true], [issue.excluded, DETAIL.excluded, false],
    [issue.people > 1, FOLLOW.people(issue.people), false],
  ]
  return all.filter(([is]) => is).map(([, text, warns]) => ({ text, warns }))
}

/** What waits for somebody else's word. */
export const waiting = (issue: Issue): string[] => [
  ...(issue.offered_to ? [DETAIL.offered(issue.offered_to.name)] : []),
  ...(issue.request ? [DETAIL.request(issue.request.label, day(issue.request.until))] : []),
]

/** The reply, set apart: how it ended, the words, the photos that came with them. One that did not help is a past one. */
export function reply(issue: Issue): { label: string; past: boolean; end: string; text: string; photos: Entry['photos']; rated: string } | null {
  if (!issue.reply || issue.state === 'withdrawn') return null
  const answer = [...issue.timeline].reverse().find((e) => e.outcome && e.step !== 'rate')
  const past = !issue.outcome
  const judged = judgement(issue)
  return { label: past ? DETAIL.pastReply : DETAIL.reply, past, end: issue.outcome ? ENDS[issue.outcome] : '', text: issue.reply, photos: (past ? answer?.photos : issue.after_photos) ?? [], rated: judged && DETAIL.rated(judged) }
}

/** What the reporter is asked just now. */
export function question(issue: Issue): string {
  const asked = issue.state === 'waiting_reporter' ? [...issue.timeline].reverse().find((e) => e.step === 'ask') : undefined
  return asked?.text ?? ''
}

/** Who and where, as those may know it who are concerned. */
export function facts(issue: Issue): { label: string; value: string }[] {
  const grid = [issue.grid?.name, issue.micro_grid?.name].filter(Boolean).join(' · ')
  const reporter = issue.reporter && !issue.mine ? issue.reporter : null
  const all: [string, string | undefined][] = [
    [DETAIL.category, issue.category_name], [DETAIL.place, issue.place_text], [DETAIL.grid, grid], [DETAIL.owner, issue.owner?.name],
    [issue.represented ? CONTACT.by : DETAIL.reporter, reporter ? reporter.name || DETAIL.nameless : ''], [DETAIL.phone, reporter?.phone_masked], [DETAIL.filed, moment(issue.created_at)],
  ]
  return all.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}
