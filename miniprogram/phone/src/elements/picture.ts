import { Base } from './base'

const FITS: Record<string, string> = { aspectFit: 'contain', aspectFill: 'cover', scaleToFill: 'fill' }

/** <image> */
export class Picture extends Base {
  static observedAttributes = ['src', 'mode', 'aria-label', 'alt']
  private readonly inner = document.createElement('img')

  protected build() {
    const { inner } = this
    inner.draggable = false
    inner.alt = ''
    inner.addEventListener('load', () => { this.emit('load', { width: inner.naturalWidth, height: inner.naturalHeight }) })
    inner.addEventListener('error', () => { this.emit('error', { errMsg: 'image load fail' }) })
    this.appendChild(inner)
  }

  protected update(name: string) {
    const { inner } = this
    if (name === 'src') this.show(this.text('src'))
    if (name === 'aria-label' || name === 'alt') inner.alt = this.text('aria-label') || this.text('alt')
    if (name === 'mode') {
      inner.style.objectFit = FITS[this.text('mode')] ?? 'fill'
      this.toggleAttribute('tall', this.text('mode') === 'widthFix')
    }
  }

  private show(src: string) {
    if (src === '') this.inner.removeAttribute('src')
    else this.inner.src = src.startsWith('/assets/') ? '.' + src : src
  }
}
