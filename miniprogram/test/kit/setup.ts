import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { binary, folder, local, root } from './place'

/** Once before all journeys: the program is built. */
export default function setup() {
  for (const name of ['HUIYIN_MYSQL_DSN', 'HUIYIN_REDIS_URL', 'HUIYIN_BROWSER']) {
    if (!process.env[name]) throw new Error(`${name} is not set: run ./scripts/test journeys`)
  }
  for (const name of ['shots', 'journeys']) rmSync(join(local, name), { recursive: true, force: true })
  folder('shots')
  execFileSync('go', ['build', '-o', binary, './server'], { cwd: root, stdio: 'inherit' })
}
