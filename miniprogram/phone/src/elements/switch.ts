import { Base } from './base'

/** <switch>: what it shows follows the person's tap, and `checked` when that changes. */
export class Switch extends Base {
  static observedAttributes = ['checked', 'disabled', 'type', 'color', 'aria-label']
  private readonly inner = document.createElement('input')

  protected build() {
    this.inner.type = 'checkbox'
    this.inner.setAttribute('role', 'switch')
    this.appendChild(this.inner)
    this.inner.addEventListener('change', (e) => { e.stopPropagation(); this.emit('change', { value: this.inner.checked }) })
  }

  protected update(name: string) {
    const { inner } = this
    if (name === 'checked') inner.checked = this.has('checked')
    if (name === 'disabled') inner.disabled = this.has('disabled')
    if (name === 'type') inner.setAttribute('role', this.text('type') === 'checkbox' ? 'checkbox' : 'switch')
    if (name === 'color') this.style.setProperty('--phone-switch', this.text('color'))
    if (name === 'aria-label') inner.setAttribute('aria-label', this.text('aria-label'))
  }

  /** A tap on the label around it. */
  toggle() {
    if (!this.has('disabled')) this.inner.click()
  }
}

/** <label>: a tap reaches the control that it is for, or the first one inside. */
export class Label extends Base {
  static observedAttributes = ['for']

  protected build() {
    this.addEventListener('click', (e) => {
      const control = this.control()
      if (!control || control.contains(e.target as Node)) return
      if (control instanceof Switch) control.toggle()
      else if (control.localName === 'wx-button') control.click()
      else control.querySelector<HTMLElement>('input, textarea')?.focus()
    })
  }

  protected update() {
    // `for` is read at the tap.
  }

  private control(): HTMLElement | null {
    const name = this.text('for')
    if (name) return (this.getRootNode() as Document).querySelector(`[id$="${CSS.escape(name)}"]`)
    return this.querySelector('wx-switch, wx-input, wx-textarea, wx-button')
  }
}
