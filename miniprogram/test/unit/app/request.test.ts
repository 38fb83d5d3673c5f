import { beforeEach, describe, expect, it } from 'vitest'
import { ask, Failure, freshKey, upload } from '../../../src/api/request'

interface Request { url: string; method?: string; data?: { code?: string }; header: Record<string, string>; success(a: { statusCode: number; data: unknown }): void; fail(): void }
interface Upload { header: Record<string, string>; success(a: { statusCode: number; data: string }): void; fail(): void }

const room = new Map<string, unknown>()
let sent: Request[] = []
let uploads: Upload[] = []
let logins = 0
let good = 'token-1' // the token that the server takes now
let online = true

/** A server of three answers: a session for a code, 401 for a dead token, else what was asked. */
function answer(o: Request) {
  sent.push(o)
  if (!online) return o.fail()
  if (o.url.endsWith('/v1/sessions')) return o.success({ statusCode: 200, data: { token: good } })
  if (o.header.Authorization !== `Bearer ${good}`) return o.success({ statusCode: 401, data: { code: 'account.sign_in', detail: '请先登录' } })
  if (o.url.endsWith('/no')) return o.success({ statusCode: 409, data: { code: 'issue.changed', detail: '刚刚有人处理了' } })
  if (o.url.endsWith('/broken')) return o.success({ statusCode: 502, data: '<html>' })
  o.success({ statusCode: 200, data: { path: o.url } })
}

Object.assign(globalThis, { wx: {
  getStorageSync: (key: string) => room.get(key) ?? '', setStorageSync: (key: string, data: unknown) => room.set(key, data), removeStorageSync: (key: string) => room.delete(key),
  login: () => { logins++; return Promise.resolve({ code: `code-${logins}` }) },
  request: answer,
  uploadFile: (o: Upload) => {
    uploads.push(o)
    void Promise.resolve().then(() => { o.header.Authorization === `Bearer ${good}` ? o.success({ statusCode: 200, data: '{"id":7,"thumb_url":"/t"}' }) : o.success({ statusCode: 401, data: '{}' }) })
    return { onProgressUpdate: (f: (p: { progress: number }) => void) => { f({ progress: 40 }) } }
  },
} })

const calls = () => sent.filter((o) => !o.url.endsWith('/v1/sessions'))

beforeEach(() => {
  room.clear()
  sent = []
  uploads = []
  logins = 0
  good = 'token-1'
  online = true
})

describe('asking the server', () => {
  it('signs in once, however many ask at the same time', async () => {
    await Promise.all([ask('/a'), ask('/b'), ask('/c')])
    expect(logins).toBe(1)
    expect(calls().map((o) => o.url)).toEqual(['/a', '/b', '/c'])
  })
  it('signs in again when the session has ended, and sends the same request with the same key', async () => {
    await ask('/a')
    good = 'token-2'
    const key = freshKey()
    await ask('/b', { method: 'POST', data: {}, key })
    expect(logins).toBe(2)
    expect(calls().slice(1).map((o) => [o.header.Authorization, o.header['Idempotency-Key']])).toEqual([['Bearer token-1', key], ['Bearer token-2', key]])
  })
  it('gives the sentence of the server, or its own where there is none', async () => {
    await expect(ask('/no')).rejects.toMatchObject({ status: 409, code: 'issue.changed', message: '刚刚有人处理了' })
    await expect(ask('/broken')).rejects.toMatchObject({ status: 502, message: '服务暂时不可用，请稍后再试' })
    online = false
    await expect(ask('/a')).rejects.toEqual(new Failure(0, 'offline', '网络连不上，请检查网络后再试'))
  })
  it('never uses a key twice by itself', () => {
    expect(new Set(Array.from({ length: 1000 }, freshKey)).size).toBe(1000)
  })
})

describe('sending a photo', () => {
  it('tells how far it is, and survives the end of a session under the same key', async () => {
    await ask('/a')
    good = 'token-2'
    const seen: number[] = []
    expect(await upload('/p', 'k', (percent) => seen.push(percent))).toEqual({ id: 7, thumb_url: '/t' })
    expect(uploads.map((o) => o.header['Idempotency-Key'])).toEqual(['k', 'k'])
    expect(seen).toEqual([40, 40])
  })
})
