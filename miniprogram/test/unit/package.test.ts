import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ICONS, iconSheet } from '../../build/icons'
import { home } from '../../phone/build/project'

const src = join(home(), 'src')
const app = JSON.parse(readFileSync(join(src, 'app.json'), 'utf8')) as { pages: string[]; subPackages: { root: string; pages: string[] }[]; tabBar: { list: { pagePath: string }[] } }
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => !f.endsWith('.d.ts') && statSync(join(src, f)).isFile())
const size = (of: string[]) => of.reduce((n, f) => n + statSync(join(src, f)).size, 0)
const MOST = 1024 * 1024

describe('what WeChat gets', () => {
  it('is at most 1 MB in the main package and in each subpackage', () => {
    const roots = app.subPackages.map((p) => p.root + '/')
    expect(size(files.filter((f) => !roots.some((r) => f.startsWith(r))))).toBeLessThan(MOST)
    for (const root of roots) expect(size(files.filter((f) => f.startsWith(root)))).toBeLessThan(MOST)
  })
  it('has every page of app.json, and every tab among the main pages', () => {
    const pages = [...app.pages, ...app.subPackages.flatMap((p) => p.pages.map((page) => `${p.root}/${page}`))]
    for (const page of pages) for (const suffix of ['.ts', '.json', '.wxml']) expect(files).toContain(page + suffix)
    for (const tab of app.tabBar.list) expect(app.pages).toContain(tab.pagePath)
  })
  it('brings every TDesign component that it names, and fetches nothing from elsewhere', () => {
    const own = files.filter((f) => !f.startsWith('miniprogram_npm/'))
    for (const f of own.filter((name) => name.endsWith('.json'))) {
      for (const [, name] of readFileSync(join(src, f), 'utf8').matchAll(/"(tdesign-miniprogram\/[^"]+)"/g)) expect(files).toContain(`miniprogram_npm/${name}.js`)
    }
    for (const f of files.filter((name) => name.endsWith('.wxss'))) expect(readFileSync(join(src, f), 'utf8')).not.toMatch(/url\(["']?https?:/)
  })
})

describe('icons', () => {
  const named = files.filter((f) => /\.(wxml|ts)$/.test(f) && !f.startsWith('miniprogram_npm/'))
    .flatMap((f) => [...readFileSync(join(src, f), 'utf8').matchAll(/(?:<t-icon[^>]*\sname|icon)(?:="|: ')([a-z][a-z0-9-]*)["']/g)].map((m) => m[1]!))
  it('are all in the subset that is drawn', () => {
    expect(named.length).toBeGreaterThan(10)
    for (const name of named.filter((n) => n !== 'none')) expect(ICONS).toContain(name) // 'none' is a toast without one
  })
  it('are outlines of the style sheet itself; the glyphs of TDesign go', () => {
    const sheet = iconSheet(home(), "@font-face{font-family:t;src:url(https://x/t.woff)}\n.t-icon-add:before{content:'\\E00D';}\n.t-icon{font-family:t!important;}\n.t-icon-base{display:block}")
    expect(sheet).not.toContain('https://x')
    expect(sheet).not.toContain('E00D')
    expect(sheet).toContain('.t-icon-base{display:block}')
    expect(sheet).toMatch(/\.t-icon-home:before\{-webkit-mask-image:url\("data:image\/svg\+xml;base64,/)
  })
})
