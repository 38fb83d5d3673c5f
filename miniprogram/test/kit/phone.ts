import { until } from './place'
import { PATIENCE, Window } from './window'

/** What the phone keeps for its tests; see phone/src/main.ts. */
interface Kept { __wxMissing?: string[]; __phoneErrors?: string[] }

/** Somebody's phone, with the mini-program open. */
export class Phone extends Window {
  override async taps(name: string | RegExp) {
    await this.named(name).tap()
  }

  /** Waits for a text, and presses a button each time that it is offered meanwhile. */
  async seesAfter(retry: string, text: string | RegExp, patience = PATIENCE) {
    await until(`"${text}" on the phone of ${this.who}`, async () => {
      if (await this.shows(text)) return true
      if (await this.shows(retry)) await this.taps(retry).catch(() => undefined) // it went away meanwhile
      return false
    }, patience)
  }

  /** Waits for a service notification to drop in, and taps it. Gives when it was there. */
  async notice(title: string, patience = PATIENCE): Promise<number> {
    const notice = this.page.getByRole('button', { name: new RegExp(`服务通知.*${title}`) }).first() // it may come twice
    await notice.waitFor({ timeout: patience })
    const at = Date.now()
    await this.shot(title)
    await notice.tap()
    return at
  }

  /** Keeps a picture of the whole page, also of what lies below the glass. */
  async whole(step: string) {
    const glass = this.page.viewportSize()!
    const below = await this.page.locator('main').last().evaluate((m) => m.scrollHeight - m.clientHeight)
    await this.page.setViewportSize({ ...glass, height: glass.height + below })
    await this.shot(step)
    await this.page.setViewportSize(glass)
  }

  /** Takes a photo with the camera that is open. */
  async photographs() {
    await this.named('拍照').waitFor()
    await this.shot('camera')
    await this.taps('拍照')
  }

  /** Answers WeChat's question about messages. */
  async allows() {
    await this.sees(/申请.*发送以下消息/)
    await this.shot('consent')
    await this.taps('允许')
  }

  override async complaints(): Promise<string[]> {
    const kept = await this.page.evaluate(() => {
      const { __wxMissing = [], __phoneErrors = [] } = window as Kept
      return [...__wxMissing.map((name) => `wx.${name} is missing in the phone`), ...__phoneErrors]
    })
    return [...new Set([...this.errors, ...kept])]
  }
}
