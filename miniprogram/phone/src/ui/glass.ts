import { make, press } from '../frame'

/** What WeChat itself draws above the pages. */
export class Glass {
  private toastBox: HTMLElement | null = null
  private timer = 0

  constructor(private readonly layer: HTMLElement) {}

  /** Puts a panel over everything and dims what is below; gives how to close it. */
  panel(className: string, ...content: HTMLElement[]): () => void {
    const veil = make('div', 'phone-veil')
    const box = make('div', 'phone-panel ' + className)
    box.setAttribute('role', 'dialog')
    box.append(...content)
    veil.append(box)
    this.layer.append(veil)
    return () => { veil.remove() }
  }

  /** wx.showActionSheet: which item was chosen, null for none. */
  sheet(items: string[], title = ''): Promise<number | null> {
    return new Promise((resolve) => {
      const end = (choice: number | null) => { close(); resolve(choice) }
      const rows = items.map((text, i) => press('phone-item', text, text, () => { end(i) }))
      const close = this.panel('phone-sheet', ...(title ? [make('h2', 'phone-sheet-title', title)] : []), ...rows, press('phone-item phone-cancel', '取消', '取消', () => { end(null) }))
    })
  }

  /** wx.showModal and WeChat's own questions: whether the right-hand button was taken. */
  ask(title: string, body: string | HTMLElement, yes = '确定', no: string | null = '取消'): Promise<boolean> {
    return new Promise((resolve) => { this.question(title, body, yes, no, resolve) })
  }

  /** A question that can also be closed from inside of its body. */
  question(title: string, body: string | HTMLElement, yes: string, no: string | null, then: (ok: boolean) => void): () => void {
    const end = (ok: boolean) => { close(); then(ok) }
    const buttons = make('div', 'phone-answers')
    if (no !== null) buttons.append(press('phone-no', no, no, () => { end(false) }))
    buttons.append(press('phone-yes', yes, yes, () => { end(true) }))
    const close = this.panel('phone-dialog', ...(title ? [make('h2', 'phone-question', title)] : []),
      typeof body === 'string' ? make('p', 'phone-words', body) : body, buttons)
    return close
  }

  /** wx.showToast and wx.showLoading; a duration of 0 stays until it is hidden. */
  toast(text: string, icon: string, duration: number) {
    this.hideToast()
    const box = make('div', `phone-toast phone-toast-${icon}`, text)
    box.setAttribute('role', 'status')
    this.layer.append(box)
    this.toastBox = box
    if (duration > 0) this.timer = window.setTimeout(() => { this.hideToast() }, duration)
  }

  hideToast() {
    clearTimeout(this.timer)
    this.toastBox?.remove()
    this.toastBox = null
  }

  /** Takes everything away that lives above the pages. */
  clear() {
    this.hideToast()
    this.layer.replaceChildren()
  }

  /** Adds an element that lives above the pages. */
  add(element: HTMLElement) {
    this.layer.append(element)
  }
}
