import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import postcss, { type Root, type Rule } from 'postcss'
import { NATIVE } from './wxml'
import { ProjectError, type Unit } from './project'

/** What a unit's style reaches, by its JSON: `scope` is the prefix of its class names, or '' when they are everybody's. */
export function scopeOf(u: Pick<Unit, 'path' | 'page' | 'config'>): string {
  const isolation = (u.config.styleIsolation as string | undefined) ?? (u.config.component ? 'isolated' : 'shared')
  return isolation === 'shared' || isolation === 'page-shared' ? '' : u.path.replace(/[^\w]/g, '_')
}

/** rpx and vh are of the phone's screen, which is 375 px wide. */
export function lengths(value: string): string {
  return value.replace(/(-?[\d.]+)rpx\b/g, (_, n: string) => `${Number(n) / 2}px`)
    .replace(/(-?[\d.]+)vh\b/g, 'calc($1 * var(--phone-vh))')
}

const TAG = new RegExp(`(^|[\\s>+~,(])(page|${NATIVE.join('|')})(?![\\w-])`, 'g')

function selector(text: string, scope: string): string {
  const host = text.replace(/:host\b/g, `[wx-host="${scope}"]`)
  const tags = host.replace(TAG, '$1wx-$2')
  return scope ? tags.replace(/\.(-?[A-Za-z_][\w-]*)/g, `.${scope}--$1`) : tags
}

function inlined(file: string, seen: string[]): Root {
  if (seen.includes(file)) throw new ProjectError(`${file} imports itself`)
  if (!existsSync(file)) throw new ProjectError(`${file} is missing, but ${seen.at(-1)} imports it`)
  const root = postcss.parse(readFileSync(file, 'utf8'), { from: file })
  root.walkAtRules('import', (rule) => {
    const name = rule.params.replace(/^url\((.*)\)$/, '$1').replace(/["']/g, '')
    rule.replaceWith(inlined(join(dirname(file), name), [...seen, file]).nodes)
  })
  return root
}

const inKeyframes = (rule: Rule) => rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as { name?: string }).name ?? '')

/** One style sheet as the browser takes it: imports inlined, units and class names changed. */
export function compile(file: string, scope: string): string {
  if (!existsSync(file)) return ''
  const root = inlined(file, [])
  root.walkAtRules('font-face', (rule) => { rule.remove() }) // no face is fetched from elsewhere
  root.walkRules((rule) => {
    if (!inKeyframes(rule)) rule.selectors = rule.selectors.map((s) => selector(s, scope))
  })
  root.walkDecls((decl) => { decl.value = lengths(decl.value) })
  return root.toString()
}

/** A page's sheet, which WeChat applies to that page alone. */
export const onlyOn = (path: string, style: string): string => (style ? `@scope ([data-page="${path}"]) {\n${style}\n}` : '')
