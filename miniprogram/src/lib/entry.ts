import { ask, Failure, signIn } from '../api/request'

/** What WeChat gave for the server's eyes, or its code where it gave nothing. */
export interface Opened { group?: Sealed; error?: number }
export interface Sealed { encrypted_data: string; iv: string }

interface Given { encryptedData: string; iv: string; valid?: boolean }
type Asked = { success(given: Given): void; fail(e: { errCode?: number; errno?: number }): void }

const GROUP_CARD = 1044 // WeChat's scene of a card with a share ticket, opened in a group
const GROUP_CHAT = 1008
const WRONG_SCENE = 40097
const COLD_MS = 400 // a phone on which WeChat was not running knows the group a moment later

/** How the mini-program was entered. */
const entered = () => wx.getEnterOptionsSync() as { scene: number; shareTicket?: string }

/** Whether a card in a group led here. */
export const fromGroup = (): boolean => [GROUP_CARD, GROUP_CHAT].includes(entered().scene)

function given(start: (o: Asked) => void): Promise<Opened> {
  return new Promise((resolve) => {
    start({
      success: ({ encryptedData, iv }) => { resolve({ group: { encrypted_data: encryptedData, iv } }) },
      fail: (e) => { resolve({ error: e.errCode ?? e.errno ?? -1 }) },
    })
  })
}

/** Which group the card was opened in: by the new call, or by the old one on an old phone. */
function once(): Promise<Opened> {
  if (wx.canIUse('getGroupEnterInfo')) return given((o) => { wx.getGroupEnterInfo(o as unknown as WechatMiniprogram.GetGroupEnterInfoOption) })
  const { shareTicket } = entered()
  if (!shareTicket) return Promise.resolve({})
  return given((o) => { wx.getShareInfo({ shareTicket, ...o } as unknown as WechatMiniprogram.GetShareInfoOption) })
}

/** Asks WeChat; once more when a card was opened in a group and WeChat did not know it yet. */
export async function opened(): Promise<Opened> {
  const first = await once()
  if (first.error !== WRONG_SCENE || !fromGroup()) return first
  await new Promise((resolve) => { setTimeout(resolve, COLD_MS) })
  return once()
}

/** Proof that the opened card is the private one; none where the phone or the card knows no such thing. */
export async function proof(): Promise<Sealed | undefined> {
  const { shareTicket } = entered()
  if (!shareTicket || !wx.canIUse('authPrivateMessage')) return undefined
  return (await given((o) => { wx.authPrivateMessage({ shareTicket, ...o } as unknown as WechatMiniprogram.AuthPrivateMessageOption) })).group
}

/** Brings to the server what WeChat sealed; when a new sign-in has changed the key, both are asked once more. */
export async function brings<T>(path: string, body: () => Promise<object>): Promise<T> {
  await ask('/v1/me') // a sign-in that is still needed must come before WeChat seals anything
  try {
    return await ask<T>(path, { method: 'POST', data: await body() })
  } catch (e) {
    if (!(e instanceof Failure) || e.code !== 'group.sealed') throw e
    await signIn()
    return ask<T>(path, { method: 'POST', data: await body() })
  }
}
