import { call } from './api'
import type { Host } from './index'

interface To { url: string }

/** Navigation between pages. */
export function route({ pages }: Host) {
  return {
    navigateTo: call('navigateTo', (o: To) => { pages.navigate(o.url) }),
    redirectTo: call('redirectTo', (o: To) => { pages.redirect(o.url) }),
    reLaunch: call('reLaunch', (o: To) => { pages.relaunch(o.url) }),
    switchTab: call('switchTab', (o: To) => { pages.switchTab(o.url) }),
    navigateBack: call('navigateBack', (o: { delta?: number }) => { pages.back(o.delta) }),
  }
}
