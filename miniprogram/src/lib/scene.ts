/** What a scanned micro-grid code says: alone, or as a page's query. '' when it is another code. */
export function sceneOf(scanned: string): string {
  const inQuery = /[?&]scene=([^&]+)/.exec(scanned)?.[1]
  const text = decoded(inQuery ?? scanned)
  return /^g=\d+&k=\w+$/.test(text) ? text : ''
}

/** The text without %-escapes; as it is when it is not escaped. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
