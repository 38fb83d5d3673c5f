import { texts } from '@/texts/common'
import type { Problem } from './types'

/** What went wrong, with a sentence for the person in front of the screen. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly requestId = '',
    readonly fields: { path: string; message: string }[] = [],
    /** Seconds to wait before trying again; 0 when the server does not say. */
    readonly wait = 0,
  ) {
    super(detail)
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && typeof (body as Problem).code === 'string'

/** The failure that an answer of the server stands for. */
export function fromAnswer(answer: { status: number; headers: Headers }, body: unknown): Failure {
  const id = answer.headers.get('X-Request-Id') ?? ''
  const seconds = Number(answer.headers.get('Retry-After') ?? 0)
  const wait = Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : 0
  if (!isProblem(body)) return new Failure(answer.status, 'internal', texts.failure.internal, id, [], wait)
  return new Failure(answer.status, body.code, body.detail || texts.failure.internal, body.request_id || id, body.fields ?? [], wait)
}

/** The failure that anything thrown stands for: fetch throws when there is no answer. */
export function fromThrown(e: unknown): Failure {
  if (e instanceof Failure) return e
  if (e instanceof TypeError && /fetch|network|load failed/i.test(e.message)) return new Failure(0, 'offline', texts.failure.offline)
  if (e instanceof DOMException && e.name === 'TimeoutError') return new Failure(0, 'slow', texts.failure.slow)
  return new Failure(0, 'page', texts.failure.page)
}

/** The failure that a form finds in itself, before anything is sent. */
export const invalid = (name: string, message: string): Failure => new Failure(0, 'page.invalid', message, '', [{ path: name, message }])

/** The message for one input of a form, by the last part of the field's path. */
export function fieldMessage(f: Failure | null, name: string): string {
  return f?.fields.find((x) => x.path.split('.').pop() === name)?.message ?? ''
}

/** The sentence of a failure and, when there is one, how long to wait. */
export function sentence(f: Failure): string {
  if (!f.wait) return f.message
  return f.wait < 60 ? texts.failure.waitSeconds(f.message, f.wait) : texts.failure.waitMinutes(f.message, Math.ceil(f.wait / 60))
}
