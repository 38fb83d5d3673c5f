import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { binary, folder, local, root } from './place'

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of a Chromium. */
    browser: string
  }
}

const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()

/** Once before all journeys: the program is built and a browser found. */
export default function setup(project: TestProject) {
  for (const name of ['HUIYIN_MYSQL_DSN', 'HUIYIN_REDIS_URL']) {
    if (!process.env[name]) throw new Error(`${name} is not set: run ./scripts/test journeys`)
  }
  for (const name of ['shots', 'journeys']) rmSync(join(local, name), { recursive: true, force: true })
  folder('shots')
  run('go', 'build', '-o', binary, './server')
  project.provide('browser', run(join(root, 'scripts/browser')))
}
