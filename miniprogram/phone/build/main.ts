// Builds the browser phone: node … [--check] only looks whether it would build.
import { join } from 'node:path'
import { bundle } from './bundle'
import { ProjectError, read } from './project'
import { compile } from './wxml'

try {
  const project = read()
  if (process.argv.includes('--check')) compile(project)
  else {
    const size = await bundle(project, join(project.root, 'phone/dist'))
    console.log(`phone: ${project.units.filter((u) => u.page).length} pages, ${project.units.length} units, ${Math.round(size / 1024)} kB`)
  }
} catch (e) {
  if (!(e instanceof ProjectError)) throw e
  console.error(e.message)
  process.exit(1)
}
