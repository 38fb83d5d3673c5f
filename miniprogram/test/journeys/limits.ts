import type { Limits } from '../measure'

const ALWAYS = { contrast: 4.5, leading: 1.3, width: 375 }

/** What experience.md promises of every page. */
export const NORMAL: Limits = { ...ALWAYS, text: 12, target: 44 }
/** What it promises in 长辈版. */
export const ELDER: Limits = { ...ALWAYS, text: 18, target: 60 }
/** The staff pages: a mouse hits what is small, and one line needs no room above it. */
export const DESK: Limits = { ...ALWAYS, text: 12, target: 20, leading: 1, width: 1280 }
