/** Red, green, blue up to 255, and how much of it covers what is below. */
export type Colour = readonly [r: number, g: number, b: number, a: number]

const WHITE: Colour = [255, 255, 255, 1]
const BLACK: Colour = [0, 0, 0, 1]

/** A colour as getComputedStyle writes it. */
export function colour(css: string): Colour {
  const [r = 0, g = 0, b = 0, a = 1] = (css.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number)
  return [r, g, b, a]
}

/** One colour laid over another that covers all. */
export function over(top: Colour, below: Colour): Colour {
  const mix = (i: 0 | 1 | 2) => top[i] * top[3] + below[i] * (1 - top[3])
  return [mix(0), mix(1), mix(2), 1]
}

/** WCAG's contrast of two colours. */
export function contrast(a: Colour, b: Colour): number {
  const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y) as [number, number]
  return (bright + 0.05) / (dark + 0.05)
}

function light([r, g, b]: Colour): number {
  const part = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
}

/** Everything that may be behind an element: one colour, those of a gradient, or any at all where there is a picture. */
export function behind(element: Element): Colour[] {
  const layers: Colour[][] = []
  for (let e: Element | null = element; e; e = e.parentElement) {
    layers.push(...painted(getComputedStyle(e)))
    if (layers.some((layer) => layer.every((c) => c[3] === 1))) break
  }
  return layers.reverse().reduce<Colour[]>((below, layer) => layer.flatMap((top) => below.map((b) => over(top, b))), [WHITE])
}

function painted(style: CSSStyleDeclaration): Colour[][] {
  const out: Colour[][] = []
  if (style.backgroundImage !== 'none') {
    const stops = (style.backgroundImage.match(/rgba?\([^)]*\)/g) ?? []).map(colour)
    out.push(stops.length > 0 ? stops : [BLACK, WHITE])
  }
  const plain = colour(style.backgroundColor)
  if (plain[3] > 0) out.push([plain])
  return out
}
