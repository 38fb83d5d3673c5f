import type { Me } from '../../api/types'
import { WORK } from '../../texts/work'

/** A way to something else than matters. */
export interface Entry { url: string; icon: string; label: string }

const all: (Entry & { roles?: string[] })[] = [
  { url: '/packages/issue/report/report?behalf=1', icon: 'edit-filled', label: WORK.behalf, roles: ['worker'] },
  { url: '/packages/notice/tell/tell', icon: 'loudspeaker-filled', label: WORK.tell, roles: ['worker'] },
  { url: '/packages/notice/questions/questions', icon: 'help-circle', label: WORK.questions, roles: ['worker', 'leader'] },
  { url: '/packages/activity/week/week?own=1', icon: 'calendar-filled', label: WORK.activities },
  { url: '/packages/activity/links/links', icon: 'user-filled', label: WORK.links, roles: ['worker', 'leader'] },
  { url: '/packages/group/list/list', icon: 'usergroup-filled', label: WORK.groups, roles: ['worker', 'leader'] },
]

/** The ways that are open to a person, by his roles. */
export const entries = (person: Pick<Me, 'roles'>): Entry[] =>
  all.filter((e) => !e.roles || person.roles.some((r) => e.roles!.includes(r.role))).map(({ url, icon, label }) => ({ url, icon, label }))
