import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Grant, Person } from '@/api/types'
import { handover, type Handover } from '@/features/people/handover'
import type { leavePost as Leave } from '@/features/people/leaving'

const asked: { what: string; body: unknown; key?: string }[] = []
let server: Server
let leavePost: typeof Leave
let refuse = ''

beforeAll(async () => {
  server = createServer((request, answer) => {
    let text = ''
    request.on('data', (part) => (text += part)).on('end', () => {
      const what = `${request.method} ${request.url}`
      asked.push({ what, body: text ? JSON.parse(text) : undefined, key: request.headers['idempotency-key'] as string | undefined })
      const status = what === refuse ? 409 : what === 'POST /v1/staff/people' ? 201 : 204
      answer.writeHead(status, { 'Content-Type': 'application/json' }).end(status === 201 ? '{"id":77}' : status === 409 ? '{"code":"x","detail":"不行"}' : undefined)
    })
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  vi.stubGlobal('window', { location: { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } })
  leavePost = (await import('@/features/people/leaving')).leavePost
})
afterAll(() => server.close())
beforeEach(() => {
  asked.length = 0
  refuse = ''
})

const person = { id: 5, name: '张春梅' } as Person
const post: Grant = { id: 9, role: 'worker', community_id: 1, grid_id: 2, micro_grid_id: 3, from: '2026-01-01T00:00:00Z' }
const leave = (more: Partial<Handover>) => leavePost(person, { ...handover(post), ...more })

it('a post goes to somebody known', async () => {
  await leave({ to: 6 })
  expect(asked).toMatchObject([{ what: 'POST /v1/staff/people/5/roles/9/successor', body: { account_id: 6 } }])
})

it('a post that stays vacant is ended', async () => {
  await leave({ way: 'vacant' })
  expect(asked).toMatchObject([{ what: 'DELETE /v1/staff/people/5/roles/9' }])
})

it('a post goes to somebody new, who is added once however often it is tried', async () => {
  const h = { ...handover(post), way: 'fresh' as const, name: ' 赵 ', phone: '139 1111 2222' }
  refuse = 'POST /v1/staff/people/5/roles/9/successor'
  await expect(leavePost(person, h)).rejects.toThrow('不行')
  refuse = ''
  await leavePost(person, h)
  const [first, , again, given] = asked
  expect(first).toMatchObject({ what: 'POST /v1/staff/people', body: { name: '赵', phone: '13911112222' } })
  expect(again).toEqual(first)
  expect(first!.key).toMatch(/^[0-9a-f]{32}$/)
  expect(given).toMatchObject({ what: 'POST /v1/staff/people/5/roles/9/successor', body: { account_id: 77 } })
})
