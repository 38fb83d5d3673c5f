import { Failure, sentence } from '../api/request'
import type { Me } from '../api/types'
import { elderMode, me, worksHere } from './person'

/** Why a page shows nothing, and whether trying again can help. */
export interface Fault { text: string; offline: boolean; again: boolean }

/** What <hy-page> draws around a page's content. */
export interface Frame {
  /** Lost: the page was opened by an address that does not say what to show. */
  phase: 'loading' | 'ready' | 'failed' | 'lost'
  fault: Fault | null
  /** One sentence about what just failed, while the page stays usable. */
  notice: string
  elder: boolean
  /** How much larger than usual WeChat's own setting wants the type. */
  scale: number
  works: boolean
}

interface Shared {
  frame: Frame
  /** The name of the act that is under way, or ''. */
  busy: string
}

interface Acts {
  /** Reads the page's content again; the first time behind a skeleton, then unseen. */
  refresh(): Promise<void>
  /** Does one thing at a time, and says in one sentence what failed. Gives whether it was done. */
  attempt(name: string, work: () => Promise<void>): Promise<boolean>
  /** Shows one sentence above the page. */
  say(text: string): void
  dismiss(): void
}

type Data = WechatMiniprogram.Page.DataOption
type Custom = WechatMiniprogram.Page.CustomOption
type Query = Record<string, string | undefined>
type This<D extends Data, C extends Custom> = WechatMiniprogram.Page.Instance<D & Shared, C & Acts>
type Own<D extends Data, C extends Custom> = C & Partial<WechatMiniprogram.Page.ILifetime> & {
  data?: D
  /** The numbers in a page's address without which it has nothing to show; such as id, or id|series for one of them. */
  needs?: readonly string[]
  /** Reads what the page shows and puts it into its data. */
  read?(person: Me): Promise<void>
  /** Shows what is kept on the phone while there is no connection. Gives whether there is anything. */
  kept?(): boolean
} & ThisType<This<D, C>>

const CONSENT = '/packages/account/place/place?for=consent'
const LARGEST = 1.5 // beyond it, buttons no longer fit on a phone's width

function scale(): number {
  const factor = (wx.getAppBaseInfo() as { fontSizeScaleFactor?: number }).fontSizeScaleFactor ?? 1
  return Math.min(Math.max(factor, 1), LARGEST)
}

/** Whether the same request could do better in a while. */
export function fault(e: unknown): Fault {
  const f = e instanceof Failure ? e : null
  return { text: sentence(e), offline: f?.code === 'offline', again: !f || f.status === 0 || f.status === 429 || f.status >= 500 }
}

/** Leads to the agreement when that is what lacks. Gives whether it was. */
export function consents(e: unknown): boolean {
  const lacks = e instanceof Failure && e.code === 'account.consent'
  if (lacks) wx.navigateTo({ url: CONSENT })
  return lacks
}

/** WeChat's way to say that a person closed its dialog. */
export const cancelled = (e: unknown): boolean => /cancel/.test((e as { errMsg?: string } | null)?.errMsg ?? '')

type Page = This<Data, { read?(person: Me): Promise<void>; kept?(): boolean }> & {
  /** Its address does not say what to show. */
  astray?: boolean
}

const acts: Acts & ThisType<Page> & { onPullDownRefresh(): Promise<void> } = {
  async refresh() {
    this.setData({ 'frame.elder': elderMode(), 'frame.scale': scale(), 'frame.works': worksHere() })
    if (this.data.frame.phase === 'failed') this.setData({ 'frame.phase': 'loading' })
    try {
      const person = await me()
      this.setData({ 'frame.elder': person.elder_mode, 'frame.works': worksHere() })
      if (this.astray) return this.setData({ 'frame.phase': 'lost' })
      await this.read?.(person)
      this.setData({ 'frame.phase': 'ready', 'frame.fault': null })
    } catch (e) {
      if (this.data.frame.phase !== 'ready' && fault(e).offline && this.kept?.()) this.setData({ 'frame.phase': 'ready', 'frame.fault': null })
      if (this.data.frame.phase === 'ready') this.say(sentence(e))
      else this.setData({ 'frame.phase': 'failed', 'frame.fault': fault(e) })
    }
  },
  async attempt(name, work) {
    if (this.data.busy) return false
    this.setData({ busy: name, 'frame.notice': '' })
    try {
      await work()
      return true
    } catch (e) {
      if (!consents(e) && !cancelled(e)) this.say(sentence(e))
      return false
    } finally {
      this.setData({ busy: '' })
    }
  },
  say(text) { this.setData({ 'frame.notice': text }) },
  dismiss() { this.setData({ 'frame.notice': '' }) },
  async onPullDownRefresh() {
    await me(true).catch(() => undefined) // refresh says what is wrong
    await this.refresh()
    wx.stopPullDownRefresh()
  },
}

/** Whether an address has each of the numbers. */
const complete = (query: Query, needs: readonly string[]): boolean => needs.every((either) => either.split('|').some((name) => /^[1-9]\d*$/.test(query[name] ?? '')))

/** Registers a page: its own data and methods, with the frame and the acts that all pages have. */
export function page<D extends Data, C extends Custom>({ needs = [], onLoad, ...own }: Own<D, C>): void {
  const frame: Frame = { phase: 'loading', fault: null, notice: '', elder: elderMode(), scale: 1, works: worksHere() }
  Page({
    ...acts, ...own, data: { ...own.data, frame, busy: '' },
    onLoad(this: Page, query: Query) {
      if (complete(query, needs)) return onLoad?.call(this, query)
      this.astray = true
      return this.refresh()
    },
  } as WechatMiniprogram.Page.Options<Data, Custom>)
}
