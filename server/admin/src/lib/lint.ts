const vague = ['尽快', '近期', '即将', '马上', '抓紧'] as const

/** The vague words in a reply, each once, in the order in which they appear. */
export function vagueWords(text: string): string[] {
  return vague.filter((w) => text.includes(w)).sort((a, b) => text.indexOf(a) - text.indexOf(b))
}

/** How many characters a person would count. */
export const runes = (text: string): number => Array.from(text).length
