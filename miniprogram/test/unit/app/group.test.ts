import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../src/api/request'
import type { GroupTicket } from '../../../src/api/types'
import { brings, opened, proof } from '../../../src/lib/entry'
import { forgetTicket, keepTicket, ticketFor } from '../../../src/packages/group/ticket'

type Callbacks = { success(given: object): void; fail(e: object): void }
interface Request { url: string; data?: { sealed?: string }; success(a: { statusCode: number; data: unknown }): void }

const room = new Map<string, unknown>()
let entered: { scene: number; shareTicket?: string }
let answers: object[] // of WeChat, one for each question; an errCode is a refusal
let asked: string[]
let old: boolean
let refusals: number // of the server, for the wrong key
let logins: number

function question(name: string) {
  return (o: Callbacks) => {
    asked.push(name)
    const answer = answers.shift() as { errCode?: number }
    if (answer.errCode) o.fail(answer)
    else o.success(answer)
  }
}

function answer(o: Request) {
  if (o.url.endsWith('/v1/sessions')) return o.success({ statusCode: 200, data: { token: 't' } })
  if (o.url.endsWith('/v1/me')) return o.success({ statusCode: 200, data: {} })
  if (refusals-- > 0) return o.success({ statusCode: 409, data: { code: 'group.sealed', detail: '再试一次' } })
  o.success({ statusCode: 200, data: { got: o.data } })
}

const given = (text: string) => ({ encryptedData: text, iv: 'iv' })
const sealed = (text: string) => ({ group: { encrypted_data: text, iv: 'iv' } })

beforeEach(() => {
  room.clear()
  room.set('token', 't')
  entered = { scene: 1044, shareTicket: 'ticket' }
  answers = []
  asked = []
  old = false
  refusals = 0
  logins = 0
  Object.assign(globalThis, { wx: {
    getStorageSync: (key: string) => room.get(key) ?? '', setStorageSync: (key: string, data: unknown) => room.set(key, data), removeStorageSync: (key: string) => room.delete(key),
    login: () => { logins++; return Promise.resolve({ code: 'c' }) }, request: answer,
    canIUse: (name: string) => !old || name !== 'getGroupEnterInfo', getEnterOptionsSync: () => entered,
    getGroupEnterInfo: question('new'), getShareInfo: question('old'), authPrivateMessage: question('private'),
  } })
})

describe('which group a card was opened in', () => {
  it('is what WeChat sealed', async () => {
    answers = [given('a')]
    expect(await opened()).toEqual(sealed('a'))
  })
  it('is asked for once more when WeChat did not know it yet, and then no more', async () => {
    answers = [{ errCode: 40097 }, given('b')]
    expect(await opened()).toEqual(sealed('b'))
    answers = [{ errCode: 40097 }, { errCode: 40097 }]
    expect(await opened()).toEqual({ error: 40097 })
    expect(asked).toEqual(['new', 'new', 'new', 'new'])
  })
  it('is not asked for twice where no group was', async () => {
    entered = { scene: 1001 }
    answers = [{ errCode: 40097 }]
    expect(await opened()).toEqual({ error: 40097 })
    answers = [{ errCode: 65206 }]
    expect(await opened()).toEqual({ error: 65206 })
  })
  it('is asked for in the old way on an old phone, and not at all without a ticket', async () => {
    old = true
    answers = [given('c')]
    expect(await opened()).toEqual(sealed('c'))
    entered = { scene: 1001 }
    expect(await opened()).toEqual({})
    expect(asked).toEqual(['old'])
  })
  it('comes with proof of the private card', async () => {
    answers = [given('d'), { errCode: -1 }]
    expect(await proof()).toEqual(sealed('d').group)
    expect(await proof()).toBeUndefined()
    entered = { scene: 1007 }
    expect(await proof()).toBeUndefined()
  })
})

describe('what WeChat sealed', () => {
  it('is asked for again after a sign-in, when the server has another key', async () => {
    refusals = 1
    let n = 0
    expect(await brings('/v1/x', () => Promise.resolve({ sealed: `${++n}` }))).toEqual({ got: { sealed: '2' } })
    expect(logins).toBe(1)
  })
  it('is not brought a third time', async () => {
    refusals = 2
    await expect(brings('/v1/x', () => Promise.resolve({}))).rejects.toBeInstanceOf(Failure)
    expect(logins).toBe(1)
  })
})

describe('a ticket', () => {
  const until = new Date(Date.now() + 60_000).toISOString()
  it('is for one group, and for its time', () => {
    expect(ticketFor(1)).toBeNull()
    keepTicket(1, { ticket: 'a', activity: '', until } as GroupTicket)
    expect(ticketFor(1)?.ticket).toBe('a')
    expect(ticketFor(2)).toBeNull()
    expect(ticketFor(1, Date.parse(until))).toBeNull()
    forgetTicket()
    expect(ticketFor(1)).toBeNull()
  })
})
