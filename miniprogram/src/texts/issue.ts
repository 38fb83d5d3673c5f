import type { Summary } from '../api/types'

/** The colour of an issue's state: who waits for whom. */
export function tone(issue: Pick<Summary, 'state' | 'outcome' | 'overdue'>): 'primary' | 'success' | 'warning' | 'danger' | 'default' {
  if (issue.overdue) return 'danger'
  if (issue.state === 'waiting_reporter') return 'warning'
  if (issue.state === 'closed') return issue.outcome === 'solved' ? 'success' : 'default'
  if (issue.state === 'withdrawn') return 'default'
  return 'primary'
}
