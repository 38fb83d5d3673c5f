import { Base } from './base'

/** <rich-text> with nodes as HTML text. */
export class RichText extends Base {
  static observedAttributes = ['nodes']
  protected build() {
    // Its content comes with the attribute.
  }

  protected update() {
    this.innerHTML = this.text('nodes')
  }
}

/** <navigator> */
export class Navigator extends Base {
  static observedAttributes = ['url', 'open-type']
  protected build() {
    this.addEventListener('click', () => {
      const how = (this.text('open-type') || 'navigate') as 'navigate' | 'redirect' | 'reLaunch'
      const go = { navigate: 'navigateTo', redirect: 'redirectTo', reLaunch: 'reLaunch' }[how]
      ;(window as unknown as { wx: Record<string, (o: object) => void> }).wx[go]?.({ url: this.text('url') })
    })
  }

  protected update() {
    // Its attributes are read at the tap.
  }
}
