import type { Pages } from '../pages'
import type { Glass } from '../ui/glass'
import type { World } from '../world'
import { device } from './device'
import { media } from './media'
import { net } from './net'
import { open } from './open'
import { route } from './route'
import { screen } from './screen'
import { storage } from './storage'

/** What the calls stand on. */
export interface Host {
  place: World
  pages: Pages
  glass: Glass
  /** How the mini-program was last entered. */
  enter: { path: string; query: object; scene: number; shareTicket: string }
  /** Where names of calls that are asked for and not there are put. */
  missing: string[]
}

/** Puts `wx` into the window. */
export function install(host: Host) {
  const calls: Record<string, unknown> = { ...net(host), ...storage(host), ...route(host), ...device(host), ...media(host), ...screen(host), ...open(host) }
  const wx = new Proxy(calls, {
    get(target, name) {
      if (typeof name !== 'string' || name in target) return target[name as string]
      if (!host.missing.includes(name)) host.missing.push(name)
      return undefined
    },
  })
  Object.assign(window, { wx })
}
