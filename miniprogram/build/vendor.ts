import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { buildSync } from 'esbuild'
import { iconSheet } from './icons'

const NAME = 'tdesign-miniprogram'
/** Libraries of code, each brought as one file under the name by which pages import it. */
const LIBRARIES = ['jssha/sha1', 'jssha/sha256', 'qrcode-generator']
const PARTS = ['.json', '.js', '.wxml', '.wxss']

/** What a file of the package reads, as paths beside it. */
function mentioned(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((m) => m[1]!)
  if (file.endsWith('.json')) return Object.values((JSON.parse(text) as { usingComponents?: Record<string, string> }).usingComponents ?? {})
  if (file.endsWith('.js')) return all(/(?:from|import|require\()\s*["']([^"']+)["']/g)
  if (file.endsWith('.wxss')) return all(/@import\s+["']([^"']+)["']/g)
  return all(/(?:src=|require\()["']([^"'{]+)["']/g)
}

/** The files on the disk that a mention means. */
function meant(dist: string, from: string, mention: string): string[] {
  const near = join(dirname(from), mention)
  if (from.endsWith('.json')) return PARTS.map((suffix) => near + suffix).filter((f) => existsSync(f))
  const bare = from.endsWith('.js') && !mention.startsWith('.')
  const brought = join(dist, 'miniprogram_npm', mention)
  const tries = bare ? [join(brought, 'index.js'), brought + '.js'] : [near, near + '.js', join(near, 'index.js')]
  const found = tries.find((f) => /\.\w+$/.test(f) && existsSync(f))
  if (!found) throw new Error(`${from} reads ${mention}, which is not there`)
  return [found]
}

/** The package's components that the mini-program's own JSON files name. */
function used(src: string): string[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.json') && !f.startsWith('miniprogram_npm'))
  const names = files.flatMap((f) => mentioned(join(src, f))).filter((n) => n.startsWith(NAME + '/'))
  return [...new Set(names)].sort()
}

/** Copies into src/miniprogram_npm what the mini-program uses of TDesign; all of it would be 2 MB. Gives how many files. */
export function vendor(root: string): number {
  const src = join(root, 'src')
  const dist = join(root, 'node_modules', NAME, 'miniprogram_dist')
  const out = join(src, 'miniprogram_npm', NAME)
  const files = new Set(used(src).flatMap((name) => meant(dist, join(dist, 'app.json'), name.slice(NAME.length + 1))))
  for (const file of files) for (const mention of mentioned(file)) for (const f of meant(dist, file, mention)) files.add(f)
  rmSync(join(src, 'miniprogram_npm'), { recursive: true, force: true })
  for (const file of files) {
    const to = join(out, relative(dist, file))
    mkdirSync(dirname(to), { recursive: true })
    if (to.endsWith('icon/icon.wxss')) writeFileSync(to, iconSheet(root, readFileSync(file, 'utf8')))
    else cpSync(file, to)
  }
  for (const name of LIBRARIES) buildSync({ entryPoints: [name], absWorkingDir: root, bundle: true, minify: true, format: 'cjs', target: 'es2018', outfile: join(src, 'miniprogram_npm', name.includes('/') ? `${name}.js` : `${name}/index.js`) })
  return files.size + LIBRARIES.length
}
