import createClient, { type Middleware } from 'openapi-fetch'
import { fromAnswer, fromThrown } from './failure'
import type { paths } from './types'

let csrf = ''
let onExpired = () => {}

/** Remembers the token that every change must carry. */
export function useToken(token: string) {
  csrf = token
}

/** Says what happens when the server no longer knows the session. */
export function whenExpired(then: () => void) {
  onExpired = then
}

const guard: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && csrf) request.headers.set('X-CSRF-Token', csrf)
    return request
  },
  onResponse({ request, response }) {
    const signingIn = request.method === 'POST' && new URL(request.url).pathname === '/v1/staff/sessions'
    if (response.status === 401 && !signingIn) onExpired()
  },
}

export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' })
api.use(guard)

/** Waits for an answer and gives its body, or throws a Failure. */
export async function take<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const got = await answer.catch((e: unknown) => {
    throw fromThrown(e)
  })
  if (!got.response.ok) throw fromAnswer(got.response, got.error)
  return got.data as T
}

/** A header under which the server does a thing once, however often it is asked. */
export const once = (key: string) => ({ 'Idempotency-Key': key })

/** A fresh key for one thing that a person wants done. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}

/** Sends a photo; the generated client only speaks JSON. */
export async function upload(file: File): Promise<{ id: number; thumb_url: string }> {
  const form = new FormData()
  form.append('file', file)
  const response = await fetch('/v1/attachments', {
    method: 'POST', body: form, credentials: 'same-origin',
    headers: { 'X-CSRF-Token': csrf, 'Idempotency-Key': freshKey() },
  }).catch((e: unknown) => {
    throw fromThrown(e)
  })
  const body: unknown = await response.json().catch(() => null)
  if (response.status === 401) onExpired()
  if (!response.ok) throw fromAnswer(response, body)
  return body as { id: number; thumb_url: string }
}
