import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { ProjectError, type Project, type Unit } from './project'

/** Tags that the phone draws itself (src/elements); anything else must be a component. */
export const NATIVE = ['view', 'text', 'image', 'input', 'textarea', 'button', 'label', 'scroll-view', 'rich-text', 'navigator', 'switch', 'open-data']
const STRUCTURE = ['block', 'template', 'import', 'include', 'wxs', 'slot', 'page-meta']

interface Warning { level: number; message: string; start_line?: number; code?: number }

/** A script's `.constructor` is a name in WXS and a function in JavaScript. */
export function wxs(source: string): string {
  return source.replace(/([\w$.]+)\.constructor\b/g, '__wxsType($1)')
    .replace(/getRegExp\(/g, '__wxsRegExp(')
    .replace(/getDate\(/g, '__wxsDate(')
}

/** The tags of a template that are neither native nor its components. */
export function strangers(source: string, using: Record<string, string>): string[] {
  const known = new Set([...NATIVE, ...STRUCTURE, ...Object.keys(using)])
  const bare = source.replace(/<!--[\s\S]*?-->/g, '').replace(/<wxs\b[^>]*>[\s\S]*?<\/wxs>/g, '')
  const tags = [...bare.matchAll(/<([a-z][\w-]*)/g)].map((m) => m[1]!)
  return [...new Set(tags)].filter((tag) => !known.has(tag))
}

/** Compiles all templates into one JavaScript expression: name → template. */
export function compile(project: Project): string {
  const group = new TmplGroup()
  const seen = new Set<string>()
  const problems: string[] = []
  const script = (name: string, file: string) => {
    if (seen.has(name)) return
    seen.add(name)
    const source = readFileSync(file, 'utf8')
    for (const m of source.matchAll(/require\(['"](.+?)['"]\)/g)) {
      script(posix.normalize(posix.join(posix.dirname(name), m[1]!)), join(dirname(file), m[1]!))
    }
    // A template names a script without its suffix, a script with it.
    group.addScript(name, wxs(source))
    group.addScript(name.replace(/\.wxs$/, ''), wxs(source))
  }
  const template = (name: string, file: string) => {
    if (seen.has(name)) return
    seen.add(name)
    const source = readFileSync(file, 'utf8')
    for (const w of group.addTmpl(name, source) as Warning[]) {
      if (w.level >= 3) problems.push(`${name}.wxml:${(w.start_line ?? 0) + 1}: ${w.message}`)
    }
    for (const m of source.matchAll(/<(import|include)\s[^>]*src="(.+?)"/g)) {
      const src = m[2]!.endsWith('.wxml') ? m[2]! : m[2]! + '.wxml'
      template(posix.normalize(posix.join(posix.dirname(name), src)).replace(/\.wxml$/, ''), join(dirname(file), src))
    }
    for (const m of source.matchAll(/<wxs\s[^>]*src="(.+?)"/g)) {
      script(posix.normalize(posix.join(posix.dirname(name), m[1]!)), join(dirname(file), m[1]!))
    }
    for (const module of group.getInlineScriptModuleNames(name) as string[]) {
      group.setInlineScript(name, module, wxs(group.getInlineScript(name, module)))
    }
  }
  for (const u of project.units) {
    template(u.path, u.file + '.wxml')
    problems.push(...foreign(u))
  }
  if (problems.length > 0) throw new ProjectError(problems.join('\n'))
  return group.getTmplGenObjectGroups()
}

function foreign(u: Unit): string[] {
  if (u.path.startsWith('miniprogram_npm/') || !existsSync(u.file + '.wxml')) return []
  return strangers(readFileSync(u.file + '.wxml', 'utf8'), u.config.usingComponents)
    .map((tag) => `${u.path}.wxml: <${tag}> is neither a component of it nor a tag that the phone draws`)
}
