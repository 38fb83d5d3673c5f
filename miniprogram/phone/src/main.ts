import { register } from './elements'
import { Engine, watch, type Bundle } from './engine'
import { Frame } from './frame'
import { Pages } from './pages'
import { Glass } from './ui/glass'
import { Notices } from './ui/notices'
import { openWeChat } from './ui/wechat'
import { door, frontDoor, world, type Door, type World } from './world'
import { install, type Host } from './wx'
import { options } from './wx/device'
import { Privacy } from './wx/privacy'
import { shareable, shareFrom } from './wx/share'
import { Room } from './wx/storage'

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

const FROM_MESSAGE = 1014

function start(bundle: Bundle, place: World) {
  const engine = new Engine(bundle)
  const configs = new Map(bundle.units.filter((u) => u.page).map((u) => [u.path, u.config]))
  const frame = new Frame({ back: () => { pages.back() }, home: () => { pages.relaunch(bundle.first) }, menu: () => { void menu(host) }, exit: () => { leave() } }, bundle.window)
  const glass = new Glass(frame.layer)
  const pages = new Pages(engine, frame, configs, bundle.tabs, bundle.first)
  const launch = frontDoor(bundle.first)
  const host: Host = { place, pages, glass, door: launch, launch, missing: window.__wxMissing, privacy: new Privacy({ place, glass }), kept: new Room(`wechat|${place.user.id}|${place.app.id}|`) }
  let app: Record<string, unknown> = {}
  const hooks = (name: string) => { (app[name] as ((o: object) => void) | undefined)?.call(app, options(host.door)) }
  const open = (d: Door, how: 'relaunch' | 'enter' = 'relaunch') => {
    host.door = d
    hooks('onShow')
    pages[how](d.path)
  }
  const leave = () => {
    hooks('onHide')
    if (pages.top) pages.hide(pages.top)
    openWeChat(glass, place, { resume: () => { hooks('onShow'); if (pages.top) pages.show(pages.top) }, open })
  }
  install(host)
  Object.assign(window, { App: (definition: Record<string, unknown>) => { app = definition }, getApp: () => app, getCurrentPages: () => pages.instances() })
  engine.load()
  Object.assign(window, { __phone: engine, __pages: pages })
  bundle.app()
  hooks('onLaunch')
  hooks('onShow')
  pages.relaunch(launch.path)
  new Notices(glass, place, (path) => { open(door({ path, scene: FROM_MESSAGE }), 'enter') }).start()
  window.addEventListener('message', (e: MessageEvent<{ type?: string } & Partial<Door>>) => {
    if (e.origin !== location.origin || e.data.type !== 'open' || !e.data.path) return
    glass.clear()
    open(door({ ...e.data, path: e.data.path }))
  })
}

/** The capsule's menu: what WeChat itself offers on a page. */
async function menu(host: Host) {
  const top = host.pages.top
  if (!top) return
  const acts: [string, () => unknown][] = [
    ...(shareable(top) ? [['转发给朋友', () => shareFrom(host, { from: 'menu' })] as [string, () => unknown]] : []),
    ['设置', () => (window as unknown as { wx: { openSetting(o: object): unknown } }).wx.openSetting({})],
    ['重新进入小程序', () => { location.reload() }],
  ]
  const choice = await host.glass.sheet(acts.map(([name]) => name), `${host.place.app.name}`)
  if (choice !== null) await acts[choice]![1]()
}
