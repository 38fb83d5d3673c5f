import { ask } from '../api/request'
import type { Issue } from '../api/types'
import { FOLLOW } from '../texts/neighbours'

/** What somebody may do with a matter who neither reported nor handles it: only those learn its owner. */
export function follows(issue: Issue): 'join' | 'leave' | '' {
  if (issue.mine || issue.owner) return ''
  if (issue.joined) return 'leave'
  return issue.next_due_at ? 'join' : ''
}

/** 我也遇到: from now on the person is told what the reporter is told. */
export async function join(id: number): Promise<Issue> {
  const issue = await ask<Issue>(`/v1/issues/${id}/followers`, { method: 'POST' })
  wx.showToast({ title: FOLLOW.joined, icon: 'none' })
  return issue
}

/** Undoes that, after a question. Gives whether it was undone. */
export async function leave(id: number): Promise<boolean> {
  if (!(await wx.showModal(FOLLOW.ask)).confirm) return false
  await ask(`/v1/issues/${id}/followers`, { method: 'DELETE' })
  wx.showToast({ title: FOLLOW.left, icon: 'none' })
  return true
}
