/** Splits `pages/a/a?x=1` into a path and its query; a leading slash is dropped. */
export function parse(url: string, from = ''): { path: string; query: Record<string, string> } {
  const [name = '', search = ''] = url.split('?')
  const path = name.startsWith('.') ? new URL(name, 'http://x/' + from).pathname.slice(1) : name.replace(/^\//, '')
  const query: Record<string, string> = {}
  for (const [key, value] of new URLSearchParams(search.replaceAll('+', '%2B'))) query[key] = value
  return { path, query }
}
