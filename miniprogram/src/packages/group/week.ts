import { ask } from '../../api/request'
import type { GroupDigest } from '../../api/types'
import { day, line, moment } from '../../lib/time'
import { WEEK } from '../../texts/group'

/** A week's card as both pages draw it. */
export interface Week {
  title: string
  days: string
  calm: string
  figures: { label: string; value: number }[]
  items: { label: string; title: string; page: string }[]
  /** Why a line leads nowhere yet. */
  later: string
}

const COUNTS = ['reported', 'solved', 'open'] as const

/** The card that somebody opened; null where it is gone: the page does without it. */
export const readWeek = (id: number): Promise<GroupDigest | null> => ask<GroupDigest>(`/v1/group-digests/${id}`).catch(() => null)

/** The card that a worker is about to share, as things are now; another one where he shared this week's. */
export const freshWeek = (group: number, another = false): Promise<GroupDigest> => ask<GroupDigest>(`/v1/groups/${group}/digest`, { method: 'POST', data: { another } })

/** What a card tells. A notice is for who lives there; an activity's page is open to all. */
export function weekOf(d: GroupDigest, belongs: boolean): Week {
  const { policy, activity } = d
  return {
    title: WEEK.title, days: WEEK.days(noon(d.from), noon(d.until)), calm: d.stage === 'quiet' ? WEEK.calm : '',
    figures: COUNTS.some((k) => d[k]) ? COUNTS.map((k) => ({ label: WEEK.labels[k], value: d[k] })) : [],
    items: [
      ...(policy ? [{ label: WEEK.policy, title: policy.title, page: belongs ? policy.page : '' }] : []),
      ...(activity ? [{ label: WEEK.activity, title: line(activity.title, activity.when), page: activity.page }] : []),
    ],
    later: policy && !belongs ? WEEK.later : '',
  }
}

const noon = (date: string): string => day(`${date}T12:00:00+08:00`)

/** The title of the card: what there is to tell, in a few words; '' when there is nothing. */
export function cardOf(d: GroupDigest): string {
  if (d.stage === 'quiet') return ''
  const told = COUNTS.filter((k) => d[k] > 0).map((k) => WEEK[k](d[k]))
  return WEEK.card(d.micro_grid_name, told.join('，') || (d.policy ?? d.activity)!.title)
}

/** How far the card has come, for who shares it. */
export function standing(d: GroupDigest): string {
  if (!d.shared_at) return ''
  return WEEK.shared(moment(d.shared_at)) + (d.opens ? WEEK.opened(d.openers, d.opens) : WEEK.unopened)
}
