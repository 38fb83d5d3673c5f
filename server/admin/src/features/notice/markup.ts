/** The body of a notice as it is typed: headings, lists and bold words; everything else is plain text. */

const escaped = (s: string) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const inline = (s: string) => escaped(s).replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')

/** A block of lines without an empty one between them. */
function block(lines: string[]): string {
  const out: string[] = []
  let plain: string[] = []
  let items: string[] = []
  const close = () => {
    if (plain.length) out.push(`<p>${plain.map(inline).join('<br>')}</p>`)
    if (items.length) out.push(`<ul>${items.map((i) => `<li>${inline(i)}</li>`).join('')}</ul>`)
    plain = []
    items = []
  }
  for (const line of lines) {
    const [, heading] = /^#+\s*(.+)$/.exec(line) ?? []
    const [, item] = /^[-•]\s+(.+)$/.exec(line) ?? []
    if (heading || (item && plain.length) || (!item && items.length)) close()
    if (heading) out.push(`<h2>${inline(heading)}</h2>`)
    else if (item) items.push(item)
    else plain.push(line)
  }
  close()
  return out.join('')
}

/** What was typed, as the rich text that the server keeps. */
export const toHTML = (text: string): string =>
  text.replace(/\r/g, '').split(/\n\s*\n/).map((b) => block(b.split('\n').map((l) => l.trim()).filter(Boolean))).join('')

function words(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/\s+/g, ' ')
  const name = node.nodeName
  const inside = Array.from(node.childNodes, words).join('')
  if (name === 'BR') return '\n'
  if (/^(STRONG|B)$/.test(name)) return `**${inside}**`
  if (/^H[1-6]$/.test(name)) return `# ${inside.trim()}\n\n`
  if (name === 'LI') return `- ${inside.trim()}\n`
  if (/^(P|UL|OL|BLOCKQUOTE)$/.test(name)) return `${inside.trim()}\n\n`
  return inside
}

/** Rich text as it can be typed again. */
export const toText = (html: string): string => words(new DOMParser().parseFromString(html, 'text/html').body).replace(/\n{3,}/g, '\n\n').trim()
