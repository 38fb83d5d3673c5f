import { api, take } from '@/api/client'
import { session } from '@/session'

/** What waits for who is signed in: notices to approve, questions to answer. */
export const waiting = (signal: AbortSignal) => take(api.GET('/v1/staff/notices-waiting', { params: { query: { community: session.community || undefined } }, signal }))
