import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { home, NPM, ProjectError, scriptOf, type Project, type Unit } from './project'
import { compile as templates } from './wxml'
import { compile as styles, onlyOn, scopeOf } from './wxss'

/** Tells the runtime whose script runs, since TDesign calls Component() from a helper. */
function units(project: Project): Plugin {
  const owner = new Map(project.units.map((u) => [scriptOf(u), u.path]))
  const tdesign = join(project.root, 'src', NPM, 'tdesign-miniprogram')
  return {
    name: 'units',
    setup(b) {
      b.onLoad({ filter: /\.[tj]s$/ }, ({ path }) => {
        const name = owner.get(path)
        if (!name) return undefined
        return { contents: `__phone.at(${JSON.stringify(name)});\n${readFileSync(path, 'utf8')}`, loader: path.endsWith('.ts') ? 'ts' : 'js' }
      })
      b.onResolve({ filter: /^[\w@]/ }, ({ path, importer }) => {
        if (!importer.startsWith(tdesign)) return undefined
        const brought = join(tdesign, 'miniprogram_npm', path)
        const file = [join(brought, 'index.js'), brought + '.js'].find((f) => existsSync(f))
        return file ? { path: file } : undefined
      })
    },
  }
}

function definition(u: Unit): string {
  const scope = scopeOf(u)
  const style = styles(u.file + '.wxss', scope)
  const fields = { path: u.path, page: u.page, config: u.config, scope, style: u.page ? onlyOn(u.path, style) : style }
  return `{ ...${JSON.stringify(fields)}, load: () => require(${JSON.stringify(scriptOf(u))}) }`
}

function entry(project: Project): string {
  const app = join(project.root, 'src/app')
  return [
    `import { boot } from ${JSON.stringify(join(home(), 'phone/src/main.ts'))}`,
    `boot({`,
    `  window: ${JSON.stringify(project.app.window ?? {})},`,
    `  first: ${JSON.stringify(project.app.pages[0])},`,
    `  tabs: ${JSON.stringify((project.app.tabBar?.list ?? []).map((t) => t.pagePath))},`,
    `  style: ${JSON.stringify(styles(app + '.wxss', ''))},`,
    `  units: [${project.units.map(definition).join(',\n')}],`,
    `  templates: () => (${templates(project)}),`,
    `  app: () => require(${JSON.stringify(app + '.ts')}),`,
    `})`,
  ].join('\n')
}

/** Builds the phone with the mini-program in it into `out`; gives the size of its script in bytes. */
export async function bundle(project: Project, out: string): Promise<number> {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const made = await build({
    stdin: { contents: entry(project), resolveDir: project.root, loader: 'js' },
    bundle: true, write: false, format: 'iife', target: 'es2022', charset: 'utf8', plugins: [units(project)],
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' }, logLevel: 'silent',
  }).catch((e: { errors?: { text: string; location?: { file: string; line: number } }[] }) => {
    throw new ProjectError((e.errors ?? []).map((x) => `${x.location?.file ?? ''}:${x.location?.line ?? ''}: ${x.text}`).join('\n') || String(e))
  })
  const script = made.outputFiles[0]!.contents
  writeFileSync(join(out, 'phone.js'), script)
  writeFileSync(join(out, 'pages.json'), JSON.stringify(project.units.filter((u) => u.page).map((u) => u.path)))
  for (const name of ['index.html', 'phone.css']) cpSync(join(home(), 'phone/src', name), join(out, name))
  cpSync(join(project.root, 'src/tokens.wxss'), join(out, 'tokens.css')) // for the page around the phones
  const assets = join(project.root, 'src/assets')
  if (existsSync(assets)) cpSync(assets, join(out, 'assets'), { recursive: true })
  return script.length
}
