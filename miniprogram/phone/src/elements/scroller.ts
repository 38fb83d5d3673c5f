import { Base } from './base'

/** <scroll-view> */
export class Scroller extends Base {
  static observedAttributes = ['scroll-top', 'scroll-left', 'scroll-into-view', 'lower-threshold']
  private below = false

  protected build() {
    this.addEventListener('scroll', (e) => {
      if (e instanceof CustomEvent) return // what is told to the page below
      e.stopPropagation()
      this.emit('scroll', { scrollTop: this.scrollTop, scrollLeft: this.scrollLeft, scrollHeight: this.scrollHeight, scrollWidth: this.scrollWidth })
      const left = this.scrollHeight - this.scrollTop - this.clientHeight
      const below = left <= Number(this.text('lower-threshold') || 50)
      if (below && !this.below) this.emit('scrolltolower', { direction: 'bottom' })
      this.below = below
    })
  }

  protected update(name: string) {
    if (name === 'scroll-top') this.scrollTop = Number(this.text(name))
    if (name === 'scroll-left') this.scrollLeft = Number(this.text(name))
    if (name === 'scroll-into-view' && this.text(name)) this.querySelector(`[id$="${CSS.escape(this.text(name))}"]`)?.scrollIntoView()
  }
}
