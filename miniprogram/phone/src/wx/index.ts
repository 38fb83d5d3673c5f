import type { Pages } from '../pages'
import type { Glass } from '../ui/glass'
import type { World } from '../world'
import type { Door } from '../world'
import { device } from './device'
import { group } from './group'
import { media } from './media'
import { net } from './net'
import { open } from './open'
import { privacy, type Privacy } from './privacy'
import { route } from './route'
import { screen } from './screen'
import { share } from './share'
import { storage, type Room } from './storage'
import { subscriptions } from './subscribe'

/** What the calls stand on. */
export interface Host {
  place: World
  pages: Pages
  glass: Glass
  /** How the mini-program was last entered, and how it was started. */
  door: Door
  launch: Door
  privacy: Privacy
  /** What WeChat itself keeps about the person and this mini-program. */
  kept: Room
  /** Where names of calls that are asked for and not there are put. */
  missing: string[]
}

/** Puts `wx` into the window. */
export function install(host: Host) {
  const calls: Record<string, unknown> = { ...net(host), ...storage(host), ...route(host), ...device(host), ...media(host), ...screen(host), ...open(host),
    ...subscriptions(host), ...share(host), ...group(host), ...privacy(host) }
  calls.canIUse = (name: string) => !name.includes('.') ? name in calls : name.split('.')[0]! in calls
  const wx = new Proxy(calls, {
    get(target, name) {
      if (typeof name !== 'string' || name in target) return target[name as string]
      if (!host.missing.includes(name)) host.missing.push(name)
      return undefined
    },
  })
  Object.assign(window, { wx })
}
