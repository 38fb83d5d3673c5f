// Measures the pages' own files: 250 lines a file, 40 lines a function, as
// server/internal/size_test.go does for Go.   node scripts/sizes.mjs
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const ts = createRequire(join(root, 'miniprogram/package.json'))('typescript')
const FILE = 250, FUNCTION = 40
const places = ['miniprogram/src', 'miniprogram/phone/src', 'miniprogram/phone/build', 'server/admin/src']
const generated = /schema\.d\.ts$|\/dist\//

// script is the code of a file: all of it, or a Vue file's script.
function script(name, text) {
  if (!name.endsWith('.vue')) return { code: text, before: 0 }
  const m = /<script[^>]*>/.exec(text)
  if (!m) return { code: '', before: 0 }
  const from = m.index + m[0].length
  return { code: text.slice(from, text.indexOf('</script>', from)), before: text.slice(0, from).split('\n').length - 1 }
}

// tables are literals of several lines: data, which does not count.
function tables(node, line, skip) {
  if (node !== skip && ts.isFunctionLike(node)) return 0 // has its own measure
  if (ts.isArrayLiteralExpression(node) || (ts.isObjectLiteralExpression(node) && !node.properties.some((p) => ts.isMethodDeclaration(p) || hasFunction(p)))) {
    return line(node.end) - line(node.getStart())
  }
  let n = 0
  ts.forEachChild(node, (c) => { n += tables(c, line, skip) })
  return n
}

const hasFunction = (p) => ts.isPropertyAssignment(p) && ts.isFunctionLike(p.initializer)

function longFunctions(name, text) {
  const { code, before } = script(name, text)
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true)
  const line = (pos) => file.getLineAndCharacterOfPosition(pos).line
  const bad = []
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const n = line(node.end) - line(node.getStart()) + 1 - tables(node.body, line, node)
      if (n > FUNCTION) bad.push(`${name}:${before + line(node.getStart()) + 1}: a function of ${n} lines: give its parts names`)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return bad
}

function tooLong(name, text) {
  const bad = []
  const lines = text.split('\n').length - 1
  if (lines > FILE) bad.push(`${name} has ${lines} lines: split it by subject`)
  return /\.(ts|vue|mjs)$/.test(name) ? [...bad, ...longFunctions(name, text)] : bad
}

const body = 'f()\n'.repeat(FUNCTION)
if (tooLong('planted.ts', `function f() {\n${body}}\n`).length !== 1 || tooLong('planted.ts', `function f() {\n${body.slice(8)}}\n`).length !== 0) {
  console.error('the measure finds nothing')
  process.exit(1)
}
let seen = 0
const bad = []
for (const place of places) {
  for (const entry of readdirSync(join(root, place), { recursive: true })) {
    const name = `${place}/${entry}`
    if (!/\.(ts|vue|mjs|wxml|wxss|css|less)$/.test(name) || generated.test(name)) continue
    seen++
    bad.push(...tooLong(name, readFileSync(join(root, name), 'utf8')))
  }
}
bad.forEach((b) => console.error(b))
if (seen < 50) console.error(`only ${seen} files were measured`)
process.exit(bad.length || seen < 50 ? 1 : 0)
