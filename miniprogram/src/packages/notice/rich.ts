/** How what a notice may contain is drawn: rich-text knows no classes of the page, so each tag carries its own style. Sizes follow the page's type, also in 长辈版. */
const STYLES: Record<string, string> = {
  h1: 'margin:1em 0 .4em;font-size:1.2em;font-weight:600;line-height:1.4', h2: 'margin:1em 0 .4em;font-size:1.15em;font-weight:600;line-height:1.4',
  h3: 'margin:.8em 0 .3em;font-size:1.05em;font-weight:600;line-height:1.4', h4: 'margin:.8em 0 .3em;font-size:1em;font-weight:600;line-height:1.4',
  p: 'margin:0 0 .7em', ul: 'margin:0 0 .7em;padding-left:1.4em;list-style:disc', ol: 'margin:0 0 .7em;padding-left:1.6em;list-style:decimal', li: 'margin:0 0 .3em',
  img: 'display:block;max-width:100%;height:auto;margin:.4em 0;border-radius:8px', table: 'width:100%;margin:0 0 .7em;border-collapse:collapse',
  th: 'padding:.3em .4em;border:1px solid #c9c4b6;font-weight:600;text-align:left', td: 'padding:.3em .4em;border:1px solid #c9c4b6', blockquote: 'margin:0 0 .7em;padding-left:.8em;border-left:3px solid #c9c4b6',
}
const TAG = new RegExp(`<(${Object.keys(STYLES).join('|')})((?:\\s[^>]*)?)>`, 'gi')
const LINK = /<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gis
const OWN = /\sstyle="([^"]*)"/i

const CELL = /<(td|th|li)((?:\s[^>]*)?)><p>((?:(?!<\/?p\b).)*)<\/p><\/\1>/gis
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?:\s[^>]*)?)>/gi
const VOID = /^(br|hr|img)$/i
const SRC = /\ssrc="([^"]*)"/i

/** A stretch of text, or a picture that stands by itself and can be looked at large. */
export interface Part { html: string; src: string }

const unescaped = (s: string) => s.replace(/&amp;/g, '&')

/** Cuts a notice where pictures stand between its paragraphs: nothing inside <rich-text> can be tapped. */
export function parts(html: string): Part[] {
  const out: Part[] = []
  let [depth, from] = [0, 0]
  const text = (to: number) => { if (html.slice(from, to).trim()) out.push({ html: dressed(html.slice(from, to)), src: '' }) }
  for (const m of html.matchAll(TOKEN)) {
    const [all, end, tag, more] = m as unknown as [string, string, string, string]
    if (end) depth--
    else if (!VOID.test(tag)) depth++
    else if (depth === 0 && tag.toLowerCase() === 'img') {
      text(m.index)
      from = m.index + all.length
      out.push({ html: '', src: unescaped(SRC.exec(more)?.[1] ?? '') })
    }
  }
  text(html.length)
  return out
}

/** A link of a notice: a number to call, or a page to be opened in a browser. */
export interface Address { href: string; words: string; call: boolean }

export const addresses = (html: string): Address[] => [...html.matchAll(LINK)].map(([, href, words]) => {
  const call = href!.startsWith('tel:')
  return { href: unescaped(href!.replace(/^tel:/, '')), words: words!.replace(/<[^>]*>/g, ''), call }
})

/** The cleaned text of a notice, dressed for <rich-text>. WeChat opens no link in it, so the address is said. */
export function dressed(html: string): string {
  const said = html.replace(CELL, '<$1$2>$3</$1>').replace(LINK, (_, href: string, words: string) => {
    const address = href.replace(/^(https?:\/\/|tel:)/, '')
    return words.includes(address) ? words : `${words}（${address}）`
  })
  return said.replace(TAG, (_, tag: string, more: string) => {
    const own = OWN.exec(more)?.[1]
    return `<${tag}${more.replace(OWN, '')} style="${STYLES[tag.toLowerCase()]!}${own ? `;${own}` : ''}">`
  })
}
