import type { Directive } from 'vue'

/** Names the input inside a TDesign component, which takes no attributes for it. */
export const vLabel: Directive<HTMLElement, string> = (box, { value }) => box.querySelector('input, textarea')?.setAttribute('aria-label', value)
