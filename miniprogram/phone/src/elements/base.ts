/** An element of WXML: attributes come in, custom events go out. */
export abstract class Base extends HTMLElement {
  private made = false

  /** Builds what is inside, the first time that it is in a page. */
  protected abstract build(): void

  /** Takes the attributes as they are now. */
  protected abstract update(name: string): void

  connectedCallback() {
    if (this.made) return
    this.made = true
    this.build()
    for (const a of Array.from(this.attributes)) this.update(a.name)
  }

  attributeChangedCallback(name: string) {
    if (this.made) this.update(name)
  }

  protected has(name: string): boolean {
    return this.hasAttribute(name) && this.getAttribute(name) !== 'false'
  }

  protected text(name: string): string {
    return this.getAttribute(name) ?? ''
  }

  protected emit(type: string, detail: object) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}
