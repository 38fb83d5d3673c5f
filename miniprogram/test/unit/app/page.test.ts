import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../src/api/request'
import type { Me } from '../../../src/api/types'
import { page } from '../../../src/lib/page'
import { keep } from '../../../src/lib/person'

interface Data { frame: { phase: string; fault: { text: string; again: boolean } | null; notice: string; elder: boolean; scale: number; works: boolean }; busy: string }
interface Shown { data: Data; onLoad(query: Record<string, string | undefined>): void; refresh(): Promise<void>; attempt(name: string, work: () => Promise<void>): Promise<boolean>; setData(change: Record<string, unknown>): void }

const went: string[] = []
let answers: (Me | Failure)[] = []
let scale: number | undefined

/** WeChat as far as these pages ask for it. */
const wx = {
  getStorageSync: () => '', setStorageSync: () => undefined,
  getAppBaseInfo: () => ({ fontSizeScaleFactor: scale }), navigateTo: (o: { url: string }) => { went.push(o.url) },
}

const person = (change: Partial<Me> = {}): Me => ({ id: 1, name: '王', elder_mode: false, level: 1, phone_masked: '', roles: [], home: { community_id: 1 }, consent: null, consent_needed: '1', totp: false, ...change } as unknown as Me)

/** Registers a page as WeChat would, and opens it. */
function open(read: () => Promise<void>, kept?: () => boolean, needs: string[] = []): Shown {
  let made: Shown | null = null
  Object.assign(globalThis, { wx, Page: (definition: Shown) => { made = definition } })
  page({ data: {}, needs, read, onLoad() { void this.refresh() }, ...(kept ? { kept } : {}) })
  const shown = made! as Shown
  shown.setData = (change) => {
    for (const [path, value] of Object.entries(change)) {
      const [name, field] = path.split('.') as [keyof Data, string | undefined]
      if (field) Object.assign(shown.data[name], { [field]: value })
      else Object.assign(shown.data, { [name]: value })
    }
  }
  return shown
}

const next = async () => {
  const answer = answers.shift()
  if (answer instanceof Failure) throw answer
}

beforeEach(() => {
  went.length = 0
  answers = []
  scale = undefined
  Object.assign(globalThis, { wx })
  keep(person())
})

describe('a page', () => {
  it('shows what it read', async () => {
    const p = open(next)
    expect(p.data.frame.phase).toBe('loading')
    await p.refresh()
    expect(p.data.frame).toMatchObject({ phase: 'ready', fault: null, notice: '' })
  })
  it('opened without a number that it needs reads nothing, and says so', async () => {
    for (const query of [{}, { id: '' }, { id: 'NaN' }, { id: '0' }, { other: '1' }]) {
      let reads = 0
      const p = open(async () => { reads++ }, undefined, ['id'])
      p.onLoad(query)
      await p.refresh() // as when it comes into view again
      expect([p.data.frame.phase, reads]).toEqual(['lost', 0])
    }
    const p = open(next, undefined, ['id'])
    p.onLoad({ id: '12' })
    await p.refresh()
    expect(p.data.frame.phase).toBe('ready')
  })
  it('that never was read shows what the phone kept, when only the connection lacks', async () => {
    answers = [new Failure(0, 'offline', '网络连不上'), new Failure(0, 'offline', '网络连不上'), new Failure(404, 'gone', '没有了')]
    const p = open(next, () => true)
    await p.refresh()
    expect(p.data.frame).toMatchObject({ phase: 'ready', fault: null, notice: '网络连不上' })
    for (const has of [false, true]) { // nothing is kept; then the server says no
      const other = open(next, () => has)
      await other.refresh()
      expect(other.data.frame.phase).toBe('failed')
    }
  })
  it('that never was read says why, and can be tried again', async () => {
    answers = [new Failure(0, 'offline', '网络连不上')]
    const p = open(next)
    await p.refresh()
    expect(p.data.frame).toMatchObject({ phase: 'failed', fault: { text: '网络连不上', again: true } })
    await p.refresh()
    expect(p.data.frame).toMatchObject({ phase: 'ready', fault: null })
  })
  it('that was read stays when the next reading fails', async () => {
    const p = open(next)
    await p.refresh()
    answers = [new Failure(500, 'internal', '稍后再试')]
    await p.refresh()
    expect(p.data.frame).toMatchObject({ phase: 'ready', notice: '稍后再试' })
  })
  it('is drawn for the eyes of who holds the phone', async () => {
    keep(person({ elder_mode: true, roles: [{ id: 1, role: 'worker', from: '' }] }))
    for (const [set, drawn] of [[undefined, 1], [0.8, 1], [1.3, 1.3], [2, 1.5]] as const) {
      scale = set
      const p = open(next)
      await p.refresh()
      expect(p.data.frame).toMatchObject({ elder: true, works: true, scale: drawn })
    }
  })
})

describe('an act', () => {
  it('runs alone, and says what failed in one sentence', async () => {
    const p = open(next)
    let done = () => {}
    const first = p.attempt('send', () => new Promise<void>((resolve) => { done = resolve }))
    expect(p.data.busy).toBe('send')
    expect(await p.attempt('send', () => Promise.reject(new Error('must not run')))).toBe(false)
    done()
    expect(await first).toBe(true)
    expect(p.data.busy).toBe('')
    expect(await p.attempt('send', () => Promise.reject(new Failure(409, 'x', '刚刚有人处理了')))).toBe(false)
    expect(p.data.frame.notice).toBe('刚刚有人处理了')
    expect(await p.attempt('send', () => Promise.resolve())).toBe(true)
    expect(p.data.frame.notice).toBe('')
  })
  it('that a person broke off says nothing', async () => {
    const p = open(next)
    expect(await p.attempt('call', () => Promise.reject({ errMsg: 'makePhoneCall:fail cancel' }))).toBe(false)
    expect(p.data.frame.notice).toBe('')
  })
  it('that needs a consent leads to it', async () => {
    const p = open(next)
    await p.attempt('call', () => Promise.reject(new Failure(403, 'account.consent', '请先同意')))
    expect(went).toEqual(['/packages/account/place/place?for=consent'])
    expect(p.data.frame.notice).toBe('')
  })
})
