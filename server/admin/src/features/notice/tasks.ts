import { api, take } from '@/api/client'
import { session } from '@/session'

/** What waits for who is signed in: notices to approve, questions to answer. */
export const tasks = (signal: AbortSignal) => take(api.GET('/v1/staff/notice-tasks', { params: { query: { community: session.community || undefined } }, signal }))
