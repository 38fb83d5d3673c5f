// Prints what each page weighs when it is the first to be opened, and fails when
// one weighs too much.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const limit = 300 * 1000
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('manifest.json', dist), 'utf8'))
const gzip = (file) => gzipSync(readFileSync(new URL(file, dist))).length

/** The files that a browser fetches before the chunk can run. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) closure(next, seen)
  return seen
}

/** Gzipped bytes of the entry and the frame together with one page. */
function weigh(page) {
  const keys = new Set(['index.html', 'src/frame/ShellFrame.vue', page].flatMap((k) => [...closure(k)]))
  const css = new Set([...keys].flatMap((k) => manifest[k].css ?? []))
  const sum = (files) => [...files].reduce((n, f) => n + gzip(f), 0)
  return { js: sum([...keys].map((k) => manifest[k].file)), css: sum(css) }
}

const kb = (n) => `${(n / 1000).toFixed(1)} kB`
const heavy = []
for (const page of Object.keys(manifest).filter((k) => k.endsWith('Page.vue'))) {
  const { js, css } = weigh(page)
  console.log(`${page.padEnd(46)} JS ${kb(js).padStart(9)}  CSS ${kb(css).padStart(8)} gzip`)
  if (js > limit) heavy.push(`${page} weighs ${kb(js)} of JS, more than ${kb(limit)}`)
}
if (heavy.length > 0) throw new Error(heavy.join('\n'))
