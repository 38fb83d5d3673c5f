import { Base } from './base'

/** What a button of a certain open-type does; the phone fills it in. */
export const openTypes: Record<string, (button: HTMLElement, emit: (type: string, detail: object) => void) => void> = {}

/** <button> */
export class Button extends Base {
  static observedAttributes = ['disabled']

  protected build() {
    this.setAttribute('role', 'button')
    if (!this.hasAttribute('tabindex')) this.tabIndex = 0
    this.addEventListener('keydown', (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); this.click() } })
    this.addEventListener('click', () => {
      if (this.has('disabled')) return
      openTypes[this.text('open-type')]?.(this, (type, detail) => { this.emit(type, detail) })
    })
  }

  protected update() {
    if (this.has('disabled')) this.setAttribute('aria-disabled', 'true')
    else this.removeAttribute('aria-disabled')
  }
}
