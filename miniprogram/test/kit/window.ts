import type { Locator, Page } from 'playwright-core'

/** How long somebody waits for what he expects to see. */
export const PATIENCE = 30_000

/** A browser window, used as a person does: by what can be read in it. */
export class Window {
  /** What the browser complained of. */
  readonly errors: string[] = []

  constructor(readonly page: Page, readonly who: string, private readonly keep: (w: Window, step: string) => Promise<string>) {
    page.setDefaultTimeout(PATIENCE)
    page.on('console', (m) => { if (m.type() === 'error') this.errors.push(`${m.text()} ${m.location().url ?? ''}`) })
    page.on('pageerror', (e) => { this.errors.push(e.stack ?? e.message) })
  }

  /** Something to press, by its name or else by its text. */
  named(name: string | RegExp): Locator {
    const roles = (['button', 'link', 'tab', 'switch', 'checkbox', 'radio', 'menuitem'] as const).map((r) => this.page.getByRole(r, { name, exact: typeof name === 'string' }))
    return roles.reduce((a, b) => a.or(b)).or(this.text(name)).filter({ visible: true }).first()
  }

  /** A text on the glass. */
  text(text: string | RegExp): Locator {
    return this.page.getByText(text, { exact: typeof text === 'string' }).filter({ visible: true }).first()
  }

  /** Waits until a text is there: whole, or part of one as a pattern. */
  async sees(text: string | RegExp, patience = PATIENCE) {
    await this.text(text).waitFor({ timeout: patience })
  }

  /** Whether it is there now. */
  shows(text: string | RegExp): Promise<boolean> {
    return this.text(text).isVisible()
  }

  /** Waits until a text is gone. */
  async misses(text: string | RegExp) {
    await this.text(text).waitFor({ state: 'hidden' })
  }

  async taps(name: string | RegExp) {
    await this.named(name).click()
  }

  /** Writes into the field of that label or placeholder. */
  async writes(field: string | RegExp, text: string) {
    await this.page.getByLabel(field).or(this.page.getByPlaceholder(field)).and(this.page.locator('input, textarea')).filter({ visible: true }).first().fill(text)
  }

  /** Keeps a picture of it for a person to look at. */
  shot(step: string): Promise<string> {
    return this.keep(this, step)
  }

  /** Everything that went wrong in it. */
  async complaints(): Promise<string[]> {
    return this.errors
  }
}
