import type { Issue } from '@/api/types'
import { date } from '@/lib/format'
import { texts } from '@/texts/issue'

/** What somebody must know of an issue before he takes a step: what waits for a word, and from whom. */
export function notesOf(issue: Pick<Issue, 'request' | 'offered_to' | 'supervised' | 'excluded' | 'escalated'>): string[] {
  const t = texts.notes
  const out: string[] = []
  if (issue.request) out.push(t.request(issue.request.label, issue.request.until ? date(issue.request.until) : ''))
  if (issue.offered_to) out.push(t.offered(issue.offered_to.name))
  if (issue.supervised) out.push(t.supervised)
  if (issue.escalated) out.push(t.escalated)
  if (issue.excluded) out.push(t.excluded)
  return out
}
