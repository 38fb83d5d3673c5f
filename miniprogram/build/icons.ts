import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every icon that the mini-program draws, by its name in TDesign's set. A page that names another fails the tests. */
export const ICONS = [
  // the frame
  'home', 'home-filled', 'task', 'task-filled', 'user', 'user-filled', 'tools', 'tools-filled',
  'chevron-right', 'chevron-left', 'chevron-down', 'chevron-up', 'close', 'close-circle-filled', 'check', 'check-circle-filled', 'error-circle-filled', 'error-triangle-filled',
  'wifi-off', 'refresh', 'search', 'ellipsis', 'help-circle', 'info-circle-filled', 'add', 'image-error', 'folder-open',
  // what a person does
  'chat-bubble-filled', 'camera-filled', 'call-filled', 'link', 'service-filled', 'edit-1', 'edit-filled', 'image-filled', 'scan', 'location-filled', 'notification-filled', 'mail-filled',
  'history', 'time-filled', 'thumb-up-filled', 'star-filled', 'lock-on-filled', 'logout', 'share', 'mobile-filled', 'usergroup-filled', 'setting-filled', 'delete',
  // where people live, and what they report
  'houses-filled', 'building-filled', 'map-location-filled', 'lightbulb-filled', 'brush-filled', 'layers-filled', 'vehicle-filled', 'sound-filled', 'heart-filled',
  'book-open-filled', 'loudspeaker-filled', 'chat-double-filled', 'app-filled', 'flag-filled', 'secured-filled', 'fact-check-filled', 'file-attachment', 'calendar-filled',
] as const

interface Icons { width: number; height: number; icons: Record<string, { body: string } | undefined> }

/** TDesign's icon sheet reads 2,000 glyphs from a server elsewhere; this is the same sheet with our few, drawn from their outlines. */
export function iconSheet(root: string, original: string): string {
  const set = JSON.parse(readFileSync(join(root, 'node_modules/@iconify-json/tdesign/icons.json'), 'utf8')) as Icons
  const rest = original.replace(/@font-face\{[^}]*\}/g, '').replace(/\.t-icon-[\w-]+:before\{content:[^}]*\}\n?/g, '').replace(/\.t-icon\{font-family:[^}]*\}\n?/, '')
  const base = '.t-icon-base:before{content:"";display:block;width:1em;height:1em;background:currentColor;-webkit-mask:center/contain no-repeat;}'
  return [rest, base, ...ICONS.map((name) => rule(set, name))].join('\n')
}

function rule(set: Icons, name: string): string {
  const icon = set.icons[name]
  if (!icon) throw new Error(`build/icons.ts names ${name}, which TDesign does not have`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${set.width} ${set.height}">${icon.body}</svg>`
  return `.t-icon-${name}:before{-webkit-mask-image:url("data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}");}`
}
