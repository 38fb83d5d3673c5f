import { beforeEach, describe, expect, it, vi } from 'vitest'
import { onward } from '../../../src/lib/arrival'

interface Request { url: string; method: string; success(a: { statusCode: number; data: unknown }): void }

let asked: string[]
let went: string[]
let home: { micro_grid_id?: number } | null
let entered: { scene: number; path: string; query: Record<string, string>; shareTicket?: string }

beforeEach(() => {
  asked = []
  went = []
  home = null
  entered = { scene: 1044, path: 'packages/notice/detail/detail', query: { id: '5' }, shareTicket: 'a' }
  vi.resetModules()
  Object.assign(globalThis, { wx: {
    getStorageSync: () => 't', setStorageSync: () => undefined, canIUse: () => true, getEnterOptionsSync: () => entered,
    getGroupEnterInfo: (o: { success(given: object): void }) => { o.success({ encryptedData: 'x', iv: 'y' }) },
    navigateTo: ({ url }: { url: string }) => { went.push(url) },
    request: (o: Request) => {
      asked.push(o.url.replace(/^.*\/v1\//, ''))
      o.success({ statusCode: 200, data: o.url.endsWith('/v1/me') ? { home, roles: [], elder_mode: false } : {} })
    },
  } })
})

const arrives = async () => { await (await import('../../../src/lib/arrival')).arrive() }

describe('who comes by a card in a group', () => {
  it('and lives nowhere yet, is asked to join, and goes on from there', async () => {
    await arrives()
    expect(went).toEqual(['/packages/group/landing/landing?next=%2Fpackages%2Fnotice%2Fdetail%2Fdetail%3Fid%3D5'])
    expect(asked).toEqual(['me'])
  })
  it('and lives somewhere, stays where the card led, and is counted', async () => {
    home = { micro_grid_id: 3 }
    await arrives()
    expect(went).toEqual([])
    expect(asked).toContain('group-entries')
  })
  it('is not asked again when the app only comes to the front', async () => {
    const { arrive } = await import('../../../src/lib/arrival')
    await arrive()
    await arrive()
    expect(went).toHaveLength(1)
    entered.shareTicket = 'b'
    await arrive()
    expect(went).toHaveLength(2)
  })
  it('is left alone on pages that ask by themselves, and where no group was', async () => {
    entered.path = 'packages/group/landing/landing'
    await arrives()
    entered = { ...entered, path: 'pages/home/home', scene: 1001 }
    await arrives()
    expect([went, asked]).toEqual([[], []])
  })
})

describe('where somebody goes on', () => {
  it('is a page of ours, or nowhere', () => {
    expect(onward('/packages/notice/detail/detail?id=5')).toBe('/packages/notice/detail/detail?id=5')
    for (const bad of ['', 'https://x', '//x/y', '/packages/../x', undefined]) expect(onward(bad)).toBe('')
  })
})
