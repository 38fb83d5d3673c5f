/** An element and all around it, from the inside out. */
export function* around(element: Element): Generator<Element> {
  for (let e: Element | null = element; e; e = e.parentElement) yield e
}

/** How much of an element shows: its opacity times that of all around it. */
export const opacity = (element: Element) => [...around(element)].reduce((all, e) => all * Number(getComputedStyle(e).opacity), 1)

/** Whether it can be seen, perhaps after scrolling. */
export function seen(element: Element): boolean {
  if (getComputedStyle(element).visibility !== 'visible' || element.getClientRects().length === 0 || opacity(element) === 0) return false
  return [...around(element)].every((e) => {
    const { width, height } = e.getBoundingClientRect()
    return getComputedStyle(e).overflow === 'visible' || (width > 0 && height > 0)
  })
}

/** Whether it is switched off: then nobody has to read or hit it. */
export const off = (element: Element) => element.closest('[disabled], [aria-disabled=true]') !== null

/** Whether it lies in something that a finger moves sideways. */
export const slides = (element: Element, page: Element) => [...around(element)].some((e) => e !== page && page.contains(e) && /auto|scroll/.test(getComputedStyle(e).overflowX))
