import type { Issue } from '@/api/types'

/** Issues that were looked at or changed since the list was in view, by id. */
const touched = new Map<number, Issue>()

export const touch = (issue: Issue) => touched.set(issue.id, issue)

/** Takes them all, for a list that comes back into view. */
export function takeTouched(): Issue[] {
  const all = [...touched.values()]
  touched.clear()
  return all
}
