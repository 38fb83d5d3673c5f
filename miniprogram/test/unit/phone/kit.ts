import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { bundle } from '../../../phone/build/bundle'
import { read } from '../../../phone/build/project'

declare global {
  /** What the fixture's pages were told, oldest first. */
  var heard: unknown[][]
  /** What onShareAppMessage of the fixture gives. */
  var card: object | undefined
}

/** What the simulator is asked, and what it answers; the simulator itself is tested in Go. */
export interface WeChat {
  asked: { call: string; body: Record<string, unknown> }[]
  answers: Record<string, object | ((body: Record<string, unknown>) => object)>
}

const template = (id: string, type: number, title = id) => ({ id, title, type, fields: [] })

const config = {
  backend: 'http://127.0.0.1:1', app: { id: 'wxtest', name: '回音' }, user: { id: 'u1', nick: '王秀兰', phone: '138****0001', fontScale: 1 },
  templates: [template('A', 2), template('B', 2), template('B2', 2, 'B'), template('C', 2), template('D', 2), template('E', 2), template('F', 2), template('L', 3)],
  groups: [{ id: 'g1', name: '一号楼', members: ['u1', 'u2'] }], friends: [{ id: 'u2', nick: '李明' }],
  subscribeLimit: 5, mainSwitch: true, privacyAgreed: true, sdk: '3.10.0',
}

/** Builds the fixture with the phone around it and starts it in this window, once per test file. */
export async function boot(more: Partial<typeof config> = {}, search = ''): Promise<WeChat> {
  const out = mkdtempSync(join(tmpdir(), 'huiyin-phone-'))
  await bundle(read(join(import.meta.dirname, 'fixture')), out)
  const wechat: WeChat = { asked: [], answers: { config: { ...config, ...more }, messages: { items: [] }, codes: { items: [] } } }
  window.history.replaceState(null, '', `/_sim/phone/?user=u1&app=wxtest${search}`)
  vi.stubGlobal('fetch', async (url: string, init?: { body?: string }) => {
    const call = /client\/(\w+)/.exec(url)![1]!
    const body = JSON.parse(init?.body ?? '{}') as Record<string, unknown>
    if (call !== 'messages' && call !== 'config') wechat.asked.push({ call, body })
    const answer = wechat.answers[call] ?? {}
    return new Response(JSON.stringify(typeof answer === 'function' ? (answer as (b: object) => object)(body) : answer))
  })
  gesture(true)
  globalThis.heard = []
  ;(0, eval)(readFileSync(join(out, 'phone.js'), 'utf8'))
  await vi.waitFor(() => { expect(globalThis.heard).toContainEqual(['home', 'onReady']) })
  return wechat
}

/** Whether the person has just tapped. */
export function gesture(active: boolean) {
  Object.defineProperty(navigator, 'userActivation', { value: { isActive: active }, configurable: true })
}

type Done = { errMsg: string; errCode?: number } & Record<string, unknown>

/** Calls wx as a page does, and waits for either callback. */
export function wx(name: string, options: object = {}): Promise<Done> {
  const api = (window as unknown as { wx: Record<string, (o: object) => unknown> }).wx
  return new Promise((resolve) => { api[name]!({ ...options, success: resolve, fail: resolve }) })
}

/** The front page's element. */
export function front(selector: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('.phone-screen')].find((s) => !s.hidden)!.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`no ${selector} on the page in front`)
  return found
}

/** The button of the phone itself that says `text`. */
export async function button(text: string): Promise<HTMLElement> {
  return vi.waitFor(() => {
    const found = [...document.querySelectorAll<HTMLElement>('.phone-layer button')].find((b) => b.textContent === text)
    if (!found) throw new Error(`the phone offers no “${text}”`)
    return found
  })
}

export const stack = () => (window as unknown as { getCurrentPages(): { route: string }[] }).getCurrentPages().map((p) => p.route)
