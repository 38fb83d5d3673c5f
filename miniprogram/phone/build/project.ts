import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The part of app.json that the phone reads. */
export interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  subpackages?: { root: string; pages: string[] }[]
  window?: Record<string, unknown>
  usingComponents?: Record<string, string>
  tabBar?: { list: { pagePath: string }[] }
}

/** A page or a component: four files of one name. */
export interface Unit {
  /** Its name inside the mini-program, such as pages/home/home. */
  path: string
  /** The files' common name on the disk, without a suffix. */
  file: string
  page: boolean
  /** Its JSON, with the components' names made absolute. */
  config: Record<string, unknown> & { usingComponents: Record<string, string> }
}

export interface Project {
  root: string
  app: AppJson
  units: Unit[]
}

/** What is wrong with the sources; each line names a file. */
export class ProjectError extends Error {}

/** Where npm's components are: build/vendor.ts puts them there. */
export const NPM = 'miniprogram_npm'

/** The folder of miniprogram/, wherever this build was started. */
export function home(): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(dir, 'project.config.json'))) dir = dirname(dir)
  return dir
}

/** Where a unit's files are. */
const fileOf = (root: string, path: string) => join(root, 'src', path)

function json<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch (e) {
    throw new ProjectError(`${file}: ${(e as Error).message}`)
  }
}

/** The absolute name of a component as `from` writes it. */
function resolve(root: string, from: string, name: string): string {
  if (name.startsWith('/')) return name.slice(1)
  const near = posix.normalize(posix.join(posix.dirname(from), name))
  if (name.startsWith('.') || existsSync(fileOf(root, near) + '.json')) return near
  return posix.join(NPM, name)
}

function unit(root: string, app: AppJson, path: string, page: boolean): Unit {
  const file = fileOf(root, path)
  for (const suffix of ['.json', '.wxml']) {
    if (!existsSync(file + suffix)) throw new ProjectError(`${path}${suffix} is missing`)
  }
  const config = json<Unit['config']>(file + '.json')
  const using = { ...(path.startsWith(NPM) ? {} : app.usingComponents), ...config.usingComponents }
  config.usingComponents = Object.fromEntries(
    Object.entries(using).map(([tag, name]) => [tag, '/' + resolve(root, tag in (config.usingComponents ?? {}) ? path : 'app', name)]))
  return { path, file, page, config }
}

/** Reads a mini-program: its pages and every component that they reach. */
export function read(root = home()): Project {
  const app = json<AppJson>(join(root, 'src/app.json'))
  const packages = app.subPackages ?? app.subpackages ?? []
  const pages = [...app.pages, ...packages.flatMap((p) => p.pages.map((page) => posix.join(p.root, page)))]
  const found = new Map<string, Unit>()
  const visit = (path: string, page: boolean) => {
    if (found.has(path)) return
    const u = unit(root, app, path, page)
    found.set(path, u)
    for (const name of Object.values(u.config.usingComponents)) visit(name.slice(1), false)
  }
  for (const page of pages) visit(page, true)
  // Dependencies come before those that use them.
  const order: Unit[] = []
  const done = new Set<string>()
  const place = (u: Unit) => {
    if (done.has(u.path)) return
    done.add(u.path)
    for (const name of Object.values(u.config.usingComponents)) place(found.get(name.slice(1))!)
    order.push(u)
  }
  for (const u of found.values()) place(u)
  return { root, app, units: order }
}

/** The script of a unit: TypeScript or JavaScript; none for the mini-program's own fragments. */
export function scriptOf(u: Unit): string {
  for (const suffix of ['.ts', '.js']) if (existsSync(u.file + suffix)) return u.file + suffix
  throw new ProjectError(`${u.path}: no .ts or .js`)
}
