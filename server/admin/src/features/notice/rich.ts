import { Mark, mergeAttributes, type Extensions } from '@tiptap/core'
import Blockquote from '@tiptap/extension-blockquote'
import Bold from '@tiptap/extension-bold'
import Document from '@tiptap/extension-document'
import HardBreak from '@tiptap/extension-hard-break'
import Heading from '@tiptap/extension-heading'
import HorizontalRule from '@tiptap/extension-horizontal-rule'
import Image from '@tiptap/extension-image'
import Italic from '@tiptap/extension-italic'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import Paragraph from '@tiptap/extension-paragraph'
import Strike from '@tiptap/extension-strike'
import { TableKit } from '@tiptap/extension-table'
import Text from '@tiptap/extension-text'
import TextAlign from '@tiptap/extension-text-align'
import Underline from '@tiptap/extension-underline'
import { Dropcursor, Gapcursor, TrailingNode, UndoRedo } from '@tiptap/extensions'

/** How many characters of markup the server takes. */
export const MOST = 16_000

/** A link; the library's own weighs as much as a page, for finding addresses in what is typed. */
const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: 'a[href]', getAttrs: (a) => /^(https?|tel):/i.test(a.getAttribute('href') ?? '') && null }],
  renderHTML: ({ HTMLAttributes }) => ['a', mergeAttributes(HTMLAttributes), 0],
})

/** What a notice may contain, as the server keeps it: nothing is typed here that would be cleaned away there. */
export const extensions: Extensions = [
  Document, Paragraph, Text, HardBreak, HorizontalRule, Heading.configure({ levels: [1, 2, 3, 4] }), Bold, Italic, Underline, Strike, Link,
  BulletList, OrderedList, ListItem, ListKeymap, Blockquote, Image, TableKit.configure({ table: { resizable: false } }),
  TextAlign.configure({ types: ['heading', 'paragraph'], alignments: ['left', 'center', 'right'] }), UndoRedo, Dropcursor, Gapcursor, TrailingNode,
]

/** The editor always leaves an empty line to go on with; a notice does not keep it. */
export const trimmed = (html: string): string => html.replace(/(<p>(<br[^>]*>)?<\/p>)+$/, '')

/** An address as it is typed, as a link: a telephone number, or a page. Empty when it is neither. */
export function address(typed: string): string {
  const t = typed.trim().replace(/^tel:/, '')
  if (/^[+\d][\d\s-]{2,19}$/.test(t)) return `tel:${t.replace(/[\s-]/g, '')}`
  const url = /^https?:\/\//i.test(t) ? t : `https://${t}`
  return URL.canParse(url) && new URL(url).hostname.includes('.') ? url : ''
}

const bare = (s: string) => s.replace(/\s+/g, '')

/** Whether a summary is only the beginning of the text, which the server takes when nobody writes one. */
export function automatic(summary: string, html: string): boolean {
  const text = bare(new DOMParser().parseFromString(html, 'text/html').body.textContent)
  const said = bare(summary)
  return said === text || (said.endsWith('…') && text.startsWith(said.slice(0, -1)))
}
