import { parse } from './address'
import { ready, type Engine, type Instance, type Mounted } from './engine'
import type { Frame, Screen } from './frame'

/** One entry of the page stack. */
export interface Page {
  path: string
  query: Record<string, string>
  screen: Screen
  mounted: Mounted
}

const DEEPEST = 10 // WeChat's own limit

/** The page stack: WeChat's navigation, in its order of lifetimes. */
export class Pages {
  readonly stack: Page[] = []
  /** Tabs that are not on the stack now; WeChat keeps them as they are. */
  private kept: Page[] = []

  constructor(private readonly engine: Engine, private readonly frame: Frame, private readonly configs: Map<string, Record<string, unknown>>, private readonly tabs: string[], private readonly first: string) {}

  get top(): Page | undefined {
    return this.stack.at(-1)
  }

  /** Instances, as getCurrentPages() gives them. */
  instances(): Instance[] {
    return this.stack.map((p) => p.mounted.instance)
  }

  navigate(url: string) {
    if (this.stack.length >= DEEPEST) throw new Error('webview count limit exceed')
    this.known(url)
    if (this.isTab(url)) throw new Error('can not navigateTo a tabbar page')
    if (this.top) this.hide(this.top)
    this.open(url)
  }

  /** To a tab: what lies above the tabs closes, the tabs stay. */
  switchTab(url: string) {
    this.known(url)
    if (!this.isTab(url)) throw new Error('can not switch to no-tabBar page')
    if (this.top) this.hide(this.top)
    for (const page of [...this.stack].reverse()) {
      if (this.isTab(page.path)) this.kept.push(this.stack.pop()!)
      else this.close(page)
    }
    const at = this.kept.findIndex((p) => p.path === parse(url).path)
    if (at < 0) return this.open(url)
    this.stack.push(...this.kept.splice(at, 1))
    this.show(this.top!)
  }

  /** As a notification opens a page: a tab as a tab, another on top. */
  enter(url: string) {
    if (this.isTab(url)) this.switchTab(url)
    else this.navigate(url)
  }

  redirect(url: string) {
    this.known(url)
    if (this.top) this.close(this.top)
    this.open(url)
  }

  relaunch(url: string) {
    this.known(url)
    for (const page of [...this.stack].reverse()) this.close(page)
    for (const page of this.kept.splice(0)) this.discard(page)
    this.open(url)
  }

  back(delta = 1) {
    if (this.stack.length <= 1) return
    for (let i = 0; i < delta && this.stack.length > 1; i++) this.close(this.top!)
    this.show(this.top!)
  }

  private isTab(url: string): boolean {
    return this.tabs.includes(parse(url, this.top?.path).path)
  }

  private known(url: string) {
    const { path } = parse(url, this.top?.path)
    if (!this.configs.has(path)) throw new Error(`page "${path}" is not found`)
  }

  private open(url: string) {
    const { path, query } = parse(url, this.top?.path)
    const left = this.stack.length > 0 ? 'back' : path === this.first || this.tabs.includes(path) ? 'none' : 'home'
    const screen = this.frame.screen(this.configs.get(path)!, left)
    screen.body.dataset.page = path
    const mounted = this.engine.mount(path, query, screen.body)
    const page: Page = { path, query, screen, mounted }
    this.stack.push(page)
    call(mounted.instance, 'onLoad', query)
    this.show(page)
    ready(mounted.element)
    call(mounted.instance, 'onReady')
    screen.onBottom = () => call(mounted.instance, 'onReachBottom')
    screen.onScroll = (scrollTop) => call(mounted.instance, 'onPageScroll', { scrollTop })
    screen.onPull = () => call(mounted.instance, 'onPullDownRefresh')
  }

  /** The newest page comes to the front. */
  show(page: Page) {
    page.screen.front(true)
    page.mounted.lifetime('show')
    call(page.mounted.instance, 'onShow')
  }

  hide(page: Page) {
    page.mounted.lifetime('hide')
    call(page.mounted.instance, 'onHide')
    page.screen.front(false)
  }

  private close(page: Page) {
    this.stack.splice(this.stack.indexOf(page), 1)
    this.discard(page)
  }

  private discard(page: Page) {
    call(page.mounted.instance, 'onUnload')
    page.mounted.release()
    page.screen.remove()
  }
}

/** Calls a method of a page if it has it. */
export function call(instance: Instance, name: string, ...args: unknown[]): unknown {
  const method = instance[name]
  return typeof method === 'function' ? (method as (...a: unknown[]) => unknown).apply(instance, args) : undefined
}
