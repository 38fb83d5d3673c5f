const two = (n: number) => String(n).padStart(2, '0')

/** A day in words, such as 1月8日, by the phone's own clock; the year only when it is another. */
export function day(text: string | null | undefined, now = new Date()): string {
  if (!text) return ''
  const t = new Date(text)
  const year = t.getFullYear() === now.getFullYear() ? '' : `${t.getFullYear()}年`
  return `${year}${t.getMonth() + 1}月${t.getDate()}日`
}

/** A moment in words, such as 1月8日 10:05; 今天 and 昨天 by name. */
export function moment(text: string | null | undefined, now = new Date()): string {
  if (!text) return ''
  const t = new Date(text)
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  const ago = Math.floor((midnight - new Date(t.getFullYear(), t.getMonth(), t.getDate()).getTime()) / 86_400_000 + 0.5)
  const name = ago === 0 ? '今天' : ago === 1 ? '昨天' : day(text, now)
  return `${name} ${two(t.getHours())}:${two(t.getMinutes())}`
}

/** A text whose days, such as 1月8日, are not broken over two lines. */
export const whole = (text: string): string => text.replace(/\d+月\d+日/g, (day) => [...day].join('\u2060'))

const SHORT = 10 // characters that stay together

const bound = (fact: string): string => (fact.length > SHORT ? whole(fact) : [...fact.replace(/ /g, '\u00a0')].join('\u2060'))

/** Facts in one line, such as 路灯 · 1月8日: what is empty is left out, what is short stays whole, and a dot never begins a line. */
export const line = (...facts: (string | false | null | undefined)[]): string => facts.filter(Boolean).map((f) => bound(f as string)).join('\u00a0· ')
