import createClient from 'openapi-fetch'
import { fromAnswer, fromThrown } from './failure'
import { freshKey, once } from './once'
import type { paths, Photo } from './types'

/** Why the server no longer takes this page's requests as the person's own. */
export type Lapse = 'account.sign_in' | 'account.csrf'

const patience = 60_000 // milliseconds; a photo over a slow line takes long

let csrf = ''
let renew: ((why: Lapse) => Promise<void>) | null = null

/** Remembers the token that every change must carry. */
export function useToken(token: string) {
  csrf = token
}

/** Says how a lapsed session is renewed; requests wait for it and are sent again. */
export function whenLapsed(how: ((why: Lapse) => Promise<void>) | null) {
  renew = how
}

async function lapse(answer: Response): Promise<Lapse | null> {
  if (answer.status !== 401 && answer.status !== 403) return null
  const body = (await answer.clone().json().catch(() => null)) as { code?: unknown } | null
  return body?.code === 'account.sign_in' || body?.code === 'account.csrf' ? body.code : null
}

/** Sends a request as it is, however the session stands. */
export function send(request: Request): Promise<Response> {
  if (request.method !== 'GET' && csrf) request.headers.set('X-CSRF-Token', csrf)
  return fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) })
}

/** Sends a request; when the session lapsed, once more after it was renewed. */
async function sendTwice(request: Request): Promise<Response> {
  const again = request.clone()
  const answer = await send(request)
  const why = renew && (await lapse(answer))
  if (!renew || !why) return answer
  await renew(why)
  return send(again)
}

export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin', fetch: sendTwice })

/** Waits for an answer and gives its body, or throws a Failure. */
export async function take<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const got = await answer.catch((e: unknown) => {
    throw fromThrown(e)
  })
  if (!got.response.ok) throw fromAnswer(got.response, got.error)
  return got.data as T
}

/** Fetches a file, and saves it under the name that the server gives it. */
export async function save(path: string): Promise<void> {
  const answer = await sendTwice(new Request(new URL(path, window.location.origin), { credentials: 'same-origin' })).catch((e: unknown) => {
    throw fromThrown(e)
  })
  if (!answer.ok) throw fromAnswer(answer, await answer.json().catch(() => null))
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? ''
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = decodeURIComponent(name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // the browser reads it after the click
}

/** Sends a file, a photo unless said otherwise; the generated client only speaks JSON. */
export async function upload<T = Photo>(file: File, path = '/v1/attachments', more: Record<string, string> = {}): Promise<T> {
  const body = new FormData()
  for (const [name, value] of Object.entries(more)) body.append(name, value)
  body.append('file', file)
  const request = new Request(new URL(path, window.location.origin), { method: 'POST', body, headers: once(freshKey()) })
  const answer = await sendTwice(request).catch((e: unknown) => {
    throw fromThrown(e)
  })
  const got: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw fromAnswer(answer, got)
  return got as T
}
