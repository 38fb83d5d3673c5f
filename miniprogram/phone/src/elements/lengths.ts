/** rpx and vh in an inline style, as pixels of a screen 375 px wide. */
export function lengths(style: string): string {
  return style.replace(/(-?[\d.]+)rpx\b/g, (_, n: string) => `${Number(n) / 2}px`)
    .replace(/(-?[\d.]+)vh\b/g, 'calc($1 * var(--phone-vh))')
}
