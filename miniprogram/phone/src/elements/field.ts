import { Base } from './base'

const COMMON = ['value', 'placeholder', 'disabled', 'maxlength', 'focus', 'name', 'aria-label']
const MODES: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' }

/** What <input> and <textarea> share. */
abstract class Typed extends Base {
  protected abstract readonly inner: HTMLInputElement | HTMLTextAreaElement
  private stop = -1

  protected build() {
    const { inner } = this
    this.appendChild(inner)
    inner.addEventListener('input', (e) => { e.stopPropagation(); this.typed() })
    inner.addEventListener('change', (e) => { e.stopPropagation() })
    inner.addEventListener('focus', () => { this.emit('focus', { value: inner.value, height: 0 }) })
    inner.addEventListener('blur', () => { this.emit('blur', { value: inner.value, cursor: inner.selectionStart ?? 0 }) })
  }

  protected typed() {
    this.emit('input', { value: this.inner.value, cursor: this.inner.selectionStart ?? 0, keyCode: 0 })
  }

  protected update(name: string) {
    const { inner } = this
    if (name === 'value' && inner.value !== this.text('value')) inner.value = this.text('value')
    if (name === 'placeholder') inner.placeholder = this.text('placeholder')
    if (name === 'disabled') inner.disabled = this.has('disabled')
    if (name === 'aria-label') inner.setAttribute('aria-label', this.text('aria-label'))
    if (name === 'maxlength') this.limit(Number(this.text('maxlength')))
    if (name === 'focus') this.focusSoon()
  }

  /** WeChat's default is 140 characters; -1 is no limit. */
  private limit(n: number) {
    if (n >= 0) this.inner.maxLength = n
    else this.inner.removeAttribute('maxlength')
  }

  private focusSoon() {
    clearTimeout(this.stop)
    if (this.has('focus')) this.stop = window.setTimeout(() => { this.inner.focus() })
  }
}

/** <input> */
export class Field extends Typed {
  static observedAttributes = [...COMMON, 'type', 'password', 'confirm-type']
  protected readonly inner = document.createElement('input')

  protected override build() {
    super.build()
    this.inner.maxLength = 140
    this.inner.addEventListener('keydown', (e) => { if (e.key === 'Enter') this.emit('confirm', { value: this.inner.value }) })
  }

  protected override update(name: string) {
    super.update(name)
    if (name === 'password' || name === 'type') {
      this.inner.type = this.has('password') ? 'password' : 'text'
      this.inner.inputMode = MODES[this.text('type')] ?? 'text'
    }
  }
}

/** <textarea> */
export class Area extends Typed {
  static observedAttributes = [...COMMON, 'auto-height']
  protected readonly inner = document.createElement('textarea')

  protected override build() {
    super.build()
    this.inner.maxLength = 140
    this.grow()
  }

  protected override typed() {
    this.grow()
    super.typed()
  }

  protected override update(name: string) {
    super.update(name)
    if (name === 'value' || name === 'auto-height') this.grow()
  }

  private grow() {
    if (!this.has('auto-height')) return
    this.inner.style.height = 'auto'
    this.inner.style.height = `${this.inner.scrollHeight}px`
  }
}
