// Prints what the first page weighs, and fails when it weighs too much.
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

/** Gzipped bytes of the entry together with one page. */
function weigh(page) {
  const keys = new Set([...closure('index.html'), ...closure(page)])
  const css = new Set([...keys].flatMap((k) => manifest[k].css ?? []))
  const sum = (files) => [...files].reduce((n, f) => n + gzip(f), 0)
  return { js: sum([...keys].map((k) => manifest[k].file)), css: sum(css) }
}

const pages = Object.keys(manifest).filter((k) => k.endsWith('Page.vue'))
const kb = (n) => `${(n / 1000).toFixed(1)} kB`
for (const page of pages) {
  const { js, css } = weigh(page)
  console.log(`${page.padEnd(46)} JS ${kb(js).padStart(9)}  CSS ${kb(css).padStart(8)} gzip`)
}
const first = weigh('src/features/overview/OverviewPage.vue').js
if (first > limit) throw new Error(`the first page weighs ${kb(first)} of JS, more than ${kb(limit)}`)
