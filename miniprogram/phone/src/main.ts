import { register } from './elements'
import { Engine, watch, type Bundle } from './engine'
import { Frame } from './frame'
import { call, Pages } from './pages'
import { Glass } from './ui/glass'
import { Notices } from './ui/notices'
import { openWeChat } from './ui/wechat'
import { world, type World } from './world'
import { install } from './wx'

/** What the phone keeps for whoever tests it. */
declare global {
  interface Window {
    /** wx.* names that a page asked for and the phone does not have. */
    __wxMissing: string[]
    /** Errors of pages and components. */
    __phoneErrors: string[]
    /** The address of the product's server. */
    __API__: string
  }
}

/** Starts the mini-program of a bundle in this window. */
export async function boot(bundle: Bundle) {
  window.__wxMissing = []
  window.__phoneErrors = []
  const report = (message: string) => { window.__phoneErrors.push(message); console.error(message) }
  watch(report)
  window.addEventListener('unhandledrejection', (e) => { report(`unhandled: ${describe(e.reason)}`) })
  window.addEventListener('error', (e) => { report(e.message) })
  register()
  const place = await world()
  window.__API__ = place.backend
  document.title = `${place.user.nick} · ${place.app.name}`
  start(bundle, place)
}

const describe = (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : JSON.stringify(reason))

function start(bundle: Bundle, place: World) {
  const engine = new Engine(bundle)
  const configs = new Map(bundle.units.filter((u) => u.page).map((u) => [u.path, u.config]))
  const frame = new Frame({ back: () => { pages.back() }, menu: () => { void menu(glass, pages) }, exit: () => { leave() } }, bundle.window)
  const glass = new Glass(frame.layer)
  const pages = new Pages(engine, frame, configs, bundle.tabs)
  const enter = { path: place.enter.path || bundle.first, query: {}, scene: place.enter.scene, shareTicket: place.enter.shareTicket, referrerInfo: {} }
  let app: Record<string, unknown> = {}
  const hooks = (name: string) => { (app[name] as ((o: object) => void) | undefined)?.call(app, enter) }
  const open = (path: string, scene: number, how: 'relaunch' | 'enter' = 'relaunch') => {
    Object.assign(enter, { path, scene })
    hooks('onShow')
    pages[how](path)
  }
  const leave = () => {
    if (pages.top) pages.hide(pages.top)
    openWeChat(glass, place, { resume: () => { hooks('onShow'); if (pages.top) pages.show(pages.top) }, open: (path, scene) => { open(path, scene) } })
  }
  install({ place, pages, glass, enter, missing: window.__wxMissing })
  Object.assign(window, { App: (definition: Record<string, unknown>) => { app = definition }, getApp: () => app, getCurrentPages: () => pages.instances() })
  engine.load()
  Object.assign(window, { __phone: engine, __pages: pages })
  bundle.app()
  hooks('onLaunch')
  hooks('onShow')
  pages.relaunch(enter.path)
  new Notices(glass, place, (path) => { open(path, 1014, 'enter') }).start()
  window.addEventListener('message', (e: MessageEvent<{ type?: string; path?: string; scene?: number; shareTicket?: string }>) => {
    if (e.data.type !== 'open' || !e.data.path) return
    enter.shareTicket = e.data.shareTicket ?? ''
    open(e.data.path, e.data.scene ?? 1001)
  })
}

/** The capsule's menu: what WeChat itself offers on a page. */
async function menu(glass: Glass, pages: Pages) {
  const top = pages.top
  if (!top) return
  const shares = typeof top.mounted.instance.onShareAppMessage === 'function'
  const choice = await glass.sheet([...(shares ? ['转发给朋友'] : []), '重新进入小程序'])
  if (choice === null) return
  if (shares && choice === 0) await (window as unknown as { wx: { __share(card: unknown): Promise<void> } }).wx.__share(call(top.mounted.instance, 'onShareAppMessage', { from: 'menu' }))
  else location.reload()
}
