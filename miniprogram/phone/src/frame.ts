/** What is on the glass around a page: status bar, title, capsule. */
export interface Chrome {
  back(): void
  home(): void
  menu(): void
  exit(): void
}

/** One page's part of the glass. */
export interface Screen {
  body: HTMLElement
  onBottom: () => unknown
  onScroll: (top: number) => unknown
  onPull: () => unknown
  front(on: boolean): void
  title(text: string): void
  scrollTo(top: number): void
  stopPull(): void
  hideHome(): void
  remove(): void
}

/** What is left of a page's title: the way back, the way home, or nothing. */
export type Left = 'back' | 'home' | 'none'

const NEAR_BOTTOM = 50 // px, WeChat's default of onReachBottomDistance
const PULL = 60 // px of a finger that asks for a refresh

export function make(tag: string, className: string, text = ''): HTMLElement {
  const e = document.createElement(tag)
  e.className = className
  e.textContent = text
  return e
}

/** A button of the phone itself. */
export function press(className: string, text: string, label: string, then: () => void): HTMLElement {
  const b = make('button', className, text)
  b.setAttribute('aria-label', label)
  b.addEventListener('click', (e) => { e.stopPropagation(); then() })
  return b
}

/** Draws the phone around the pages. */
export class Frame {
  readonly layer = make('div', 'phone-layer')
  private readonly pages = make('div', 'phone-pages')

  constructor(private readonly chrome: Chrome, private readonly window: Record<string, unknown>) {
    const status = make('div', 'phone-status')
    const clock = make('span', 'phone-clock')
    const tick = () => { clock.textContent = new Date().toTimeString().slice(0, 5) }
    tick()
    setInterval(tick, 10_000)
    const signal = make('span', 'phone-signal', '5G')
    signal.append(make('i', 'phone-battery'))
    status.append(clock, signal)
    document.body.append(this.pages, status, this.capsule(), this.layer)
  }

  private capsule(): HTMLElement {
    const box = make('div', 'phone-capsule')
    box.append(press('phone-dots', '', '更多', () => { this.chrome.menu() }), press('phone-exit', '', '关闭小程序', () => { this.chrome.exit() }))
    return box
  }

  /** A new page's screen on top of the others. */
  screen(config: Record<string, unknown>, left: Left): Screen {
    const setting = (name: string) => (config[name] ?? this.window[name] ?? '') as string
    const box = make('section', 'phone-screen')
    const bar = make('header', 'phone-bar')
    const title = make('h1', 'phone-title', setting('navigationBarTitleText'))
    if (left === 'back') bar.append(press('phone-back', '', '返回', () => { this.chrome.back() }))
    if (left === 'home') bar.append(press('phone-home', '', '返回首页', () => { this.chrome.home() }))
    bar.append(title)
    bar.style.background = setting('navigationBarBackgroundColor') || '#ffffff'
    bar.style.color = setting('navigationBarTextStyle') === 'white' ? '#fff' : '#000'
    const area = make('div', 'phone-area')
    const body = make('main', 'phone-body')
    body.style.background = setting('backgroundColor')
    area.append(body)
    box.append(bar, area)
    this.pages.append(box)
    const screen: Screen = {
      body, onBottom: () => undefined, onScroll: () => undefined, onPull: () => undefined,
      front: (on) => { box.hidden = !on },
      title: (text) => { title.textContent = text },
      scrollTo: (top) => { body.scrollTo({ top, behavior: 'smooth' }) },
      stopPull: () => { body.classList.remove('pulling') },
      hideHome: () => { bar.querySelector('.phone-home')?.remove() },
      remove: () => { box.remove() },
    }
    scrolling(body, screen)
    if (config.enablePullDownRefresh) pulling(body, screen)
    return screen
  }
}

function scrolling(body: HTMLElement, screen: Screen) {
  let near = false
  body.addEventListener('scroll', () => {
    screen.onScroll(body.scrollTop)
    const now = body.scrollHeight - body.scrollTop - body.clientHeight <= NEAR_BOTTOM
    if (now && !near) screen.onBottom()
    near = now
  })
}

function pulling(body: HTMLElement, screen: Screen) {
  let from = -1
  body.addEventListener('touchstart', (e) => { from = body.scrollTop <= 0 ? e.touches[0]!.clientY : -1 }, { passive: true })
  body.addEventListener('touchend', (e) => {
    if (from < 0 || e.changedTouches[0]!.clientY - from < PULL) return
    body.classList.add('pulling')
    screen.onPull()
  })
}
