import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { Phone } from './phone'
import { folder } from './place'
import { APP, type Product } from './product'
import { PATIENCE, Window } from './window'

const PHONE = { width: 375, height: 750 }
const WALL = { width: 1600, height: 900 }
const DESK = { width: 1280, height: 800 }
/** What the browser itself says of an answer with an error, or of none. */
const NETWORK = /^Failed to load resource/
/** A desk asks who sits there before anybody has signed in. */
const NOBODY = /401 \(Unauthorized\) \S+\/v1\/me$/

/** The windows of one test, and their pictures. */
export class Stage {
  private readonly windows: Window[] = []
  private readonly wrong: string[] = []
  private readonly shots: string
  private count = 0
  /** Whether the network is to fail in this test: then its errors are no fault of a page. */
  rough = false

  constructor(readonly product: Product, private readonly browser: Browser, test: string) {
    this.shots = folder('shots', test.replace(/[^\w\u4e00-\u9fff]+/g, '-'))
  }

  /** Opens the phone of a user of the simulator, at the first page or another; perhaps one that does not reach the server, or by way of a card. */
  async phone(user: string, path = '', offline = false, way = new URLSearchParams()): Promise<Phone> {
    const context = await this.browser.newContext({ viewport: PHONE, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const phone = new Phone(await context.newPage(), user, (w, step) => this.shot(w, step))
    this.windows.push(phone)
    if (offline) await phone.page.route(`${this.product.api}/**`, (route) => route.abort())
    await phone.page.goto(`${this.product.sim}/_sim/phone/?user=${user}&app=${APP}&path=${encodeURIComponent(path)}&${way}`)
    return phone
  }

  /** What a person taps in WeChat's dialog who is asked for every message. */
  async consents(user: string) {
    const world = await this.client<{ templates: { id: string }[] }>(`config?user=${user}&app=${APP}`)
    await this.client('subscribe', { user, app: APP, results: Object.fromEntries(world.templates.map((t) => [t.id, 'accept'])) })
  }

  /** Opens a window on a staff member's desk. */
  async desk(who: string, path = '/admin/'): Promise<Window> {
    const context = await this.browser.newContext({ viewport: DESK, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const desk = new Window(await context.newPage(), who, (w, step) => this.shot(w, step))
    this.windows.push(desk)
    await desk.page.goto(this.product.api + path)
    return desk
  }

  /** Opens the simulator's page, where everybody's phones lie side by side. */
  async wall(): Promise<Window> {
    const context = await this.browser.newContext({ viewport: WALL, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const wall = new Window(await context.newPage(), 'wall', (w, step) => this.shot(w, step))
    this.windows.push(wall)
    await wall.page.goto(`${this.product.sim}/_sim/`)
    return wall
  }

  /** Closes a window that is no longer needed. */
  async dismiss(w: Window) {
    const wrong = (await w.complaints()).filter((c) => !NOBODY.test(c) && !(this.rough && NETWORK.test(c)))
    this.wrong.push(...wrong.map((c) => `${w.who}: ${c}`))
    await w.page.context().close()
    this.windows.splice(this.windows.indexOf(w), 1)
  }

  /** Closes all windows. Gives what went wrong in any. */
  async close(failed: boolean): Promise<string[]> {
    for (const w of [...this.windows]) {
      if (failed) console.error(`${w.who}: see ${await this.shot(w, 'failed')}`)
      await this.dismiss(w)
    }
    return this.wrong
  }

  private async client<T>(call: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.product.sim}/_sim/client/${call}`, body ? { method: 'POST', body: JSON.stringify(body) } : {})
    if (!answer.ok) throw new Error(`${call}: ${answer.status} ${await answer.text()}`)
    return await answer.json() as T
  }

  private async shot(w: Window, step: string): Promise<string> {
    const path = join(this.shots, `${String(++this.count).padStart(2, '0')}-${w.who}-${step.replace(/\s/g, '-')}.png`)
    await w.page.screenshot({ path, timeout: PATIENCE, animations: 'disabled' })
    return path
  }
}
