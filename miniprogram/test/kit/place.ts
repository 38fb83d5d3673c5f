import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Where everything is put that a run leaves behind. */
export const local = process.env.HUIYIN_LOCAL ?? join(root, '.local/test')

/** The program, built once for all journeys. */
export const binary = join(local, 'bin/huiyin')

/** Makes a folder under `local`. */
export function folder(...names: string[]): string {
  const path = join(local, ...names)
  mkdirSync(path, { recursive: true })
  return path
}

/** Waits until `is` says yes; names what was waited for when it never does. */
export async function until(what: string, is: () => Promise<boolean> | boolean, patience = 30_000): Promise<void> {
  for (const end = Date.now() + patience; !await is(); await new Promise((r) => setTimeout(r, 50))) {
    if (Date.now() > end) throw new Error(`still waiting for ${what}`)
  }
}
