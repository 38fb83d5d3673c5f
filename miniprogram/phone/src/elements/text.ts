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

/** What a navigator's open-type calls. */
const WAYS: Record<string, string> = { navigate: 'navigateTo', redirect: 'redirectTo', reLaunch: 'reLaunch', switchTab: 'switchTab', navigateBack: 'navigateBack' }

/** <navigator> */
export class Navigator extends Base {
  static observedAttributes = ['url', 'open-type', 'delta']
  protected build() {
    this.setAttribute('role', 'link')
    this.tabIndex = 0
    this.addEventListener('keydown', (e) => { if (e.key === 'Enter') this.click() })
    this.addEventListener('click', () => {
      const { wx } = window as unknown as { wx: Record<string, (o: object) => void> }
      wx[WAYS[this.text('open-type') || 'navigate'] ?? '']?.({ url: this.text('url'), delta: Number(this.text('delta') || 1), fail: (e: { errMsg: string }) => { console.error(e.errMsg) } })
    })
  }

  protected update() {
    // Its attributes are read at the tap.
  }
}
