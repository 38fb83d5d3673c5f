import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { keyring } from '@/api/once'

type Answer = [status: number, body: unknown]
interface Seen { method?: string; url?: string; csrf?: string; key?: string; body: string }

let server: Server
let answers: Answer[] = []
let seen: Seen[] = []
let client: typeof import('@/api/client')

async function read(r: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of r) text += part
  return text
}

beforeAll(async () => {
  server = createServer(async (r, w) => {
    seen.push({ method: r.method, url: r.url, csrf: r.headers['x-csrf-token'] as string, key: r.headers['idempotency-key'] as string, body: await read(r) })
    const [status, body] = answers.shift() ?? [500, {}]
    w.writeHead(status, { 'Content-Type': 'application/json' }).end(status === 204 ? undefined : JSON.stringify(body))
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  vi.stubGlobal('window', { location: { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } })
  client = await import('@/api/client')
})
afterAll(() => server.close())
beforeEach(() => {
  answers = []
  seen = []
  client.whenLapsed(null)
  client.useToken('first')
})

const step = () => client.take(client.api.POST('/v1/issues/{id}/steps', { params: { path: { id: 1 } }, body: { step: 'accept', version: 1 }, headers: { 'Idempotency-Key': 'key' } }))
const ended = (code: string): Answer => [code === 'account.csrf' ? 403 : 401, { status: 401, code, detail: '请先登录' }]

describe('a request under a session that ended', () => {
  it('waits for the person to sign in again and is sent once more, as it was', async () => {
    answers = [ended('account.sign_in'), [200, { id: 1 }]]
    const why: string[] = []
    client.whenLapsed(async (w) => {
      why.push(w)
      client.useToken('second')
    })
    expect(await step()).toEqual({ id: 1 })
    expect(why).toEqual(['account.sign_in'])
    expect(seen.map((s) => s.csrf)).toEqual(['first', 'second'])
    expect(seen[1]).toEqual({ ...seen[0], csrf: 'second' })
  })

  it('is renewed for an old token too', async () => {
    answers = [ended('account.csrf'), [200, { id: 1 }]]
    client.whenLapsed(async () => client.useToken('second'))
    expect(await step()).toEqual({ id: 1 })
  })

  it('is sent twice at most', async () => {
    answers = [ended('account.sign_in'), ended('account.sign_in')]
    client.whenLapsed(async () => {})
    await expect(step()).rejects.toMatchObject({ status: 401, code: 'account.sign_in' })
    expect(seen).toHaveLength(2)
  })

  it('fails at once where nobody can be asked', async () => {
    answers = [ended('account.sign_in')]
    await expect(step()).rejects.toMatchObject({ code: 'account.sign_in' })
  })
})

describe('other refusals', () => {
  it.each(['account.password', 'account.totp', 'account.forbidden'])('%s do not ask anybody to sign in', async (code) => {
    answers = [ended(code)]
    const asked = vi.fn()
    client.whenLapsed(asked)
    await expect(step()).rejects.toMatchObject({ code })
    expect(asked).not.toHaveBeenCalled()
  })

  it('without a JSON body are told as an outage', async () => {
    answers = [[502, 'bad gateway']]
    await expect(step()).rejects.toMatchObject({ status: 502, code: 'internal' })
  })

  it('a server that is away is told as such', async () => {
    const { api, take } = client
    await expect(take(api.GET('/v1/me', { baseUrl: 'http://127.0.0.1:9' }))).rejects.toMatchObject({ code: 'offline' })
  })
})

it('reads carry no token, changes do', async () => {
  answers = [[200, {}], [204, null]]
  await client.take(client.api.GET('/v1/me'))
  await client.take(client.api.DELETE('/v1/sessions/current'))
  expect(seen.map((s) => s.csrf)).toEqual([undefined, 'first'])
})

it('a photo is sent as a form, again after the session was renewed', async () => {
  answers = [ended('account.sign_in'), [201, { id: 5 }]]
  client.whenLapsed(async () => {})
  expect(await client.upload(new File(['JPEG…'], 'a.jpg', { type: 'image/jpeg' }))).toEqual({ id: 5 })
  expect(seen[1]!.body).toContain('JPEG…')
  expect(seen[1]!.body).toContain('filename="a.jpg"')
  expect(seen[1]!.key).toBe(seen[0]!.key)
})

it('the same content has the same key, other content another', () => {
  const key = keyring()
  const [a, b, c, d] = [key({ text: 'x' }), key({ text: 'x' }), key({ text: 'y' }), key({ text: 'x' })].map((h) => h['Idempotency-Key'])
  expect(a).toMatch(/^[0-9a-f]{32}$/)
  expect(b).toBe(a)
  expect(new Set([a, c, d]).size).toBe(3)
})
