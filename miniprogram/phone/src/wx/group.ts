import { client } from '../world'
import { call, later } from './api'
import type { Host } from './index'

const SINCE = [2, 17, 3] // the base library that knows cards in groups

/** Whether a version of the base library is at least another one. */
export function reaches(version: string, least: number[]): boolean {
  const have = version.split('.').map(Number)
  for (const [i, want] of least.entries()) {
    if ((have[i] ?? 0) !== want) return (have[i] ?? 0) > want
  }
  return true
}

/** Which group the mini-program was opened from; all of it is for the server's eyes only. */
export function group(host: Host) {
  const { place } = host
  const enter = later('getGroupEnterInfo', (o: { allowSingleChat?: boolean; needGroupOpenID?: boolean }) =>
    client<object>('group_enter', { entry: host.door.entry, allowSingleChat: o.allowSingleChat ?? false, needGroupOpenID: o.needGroupOpenID ?? false }))
  return {
    ...(reaches(place.sdk, SINCE) ? { getGroupEnterInfo: enter } : {}),
    getShareInfo: call('getShareInfo', (o: { shareTicket: string }) => client<object>('share_info', { shareTicket: o.shareTicket })),
    authPrivateMessage: later('authPrivateMessage', (o: { shareTicket: string }) => client<object>('private_message', { shareTicket: o.shareTicket })),
  }
}
