import { openTypes } from '../elements/button'
import type { Page } from '../pages'
import { call as callPage } from '../pages'
import { chooseChat } from '../ui/chooser'
import { client } from '../world'
import { call, Refused } from './api'
import type { Host } from './index'

/** What a page says its card is. */
interface Card { title?: string; path?: string; imageUrl?: string; promise?: Promise<Card> }

/** wx.updateShareMenu and its kin: what holds for the cards of one page. */
interface Menu { withShareTicket?: boolean; isPrivateMessage?: boolean; activityId?: string; isUpdatableMessage?: boolean; hidden?: boolean }

const PATIENCE = 3000 // ms, how long WeChat waits for a card's promise
const WIDTH = 500 // px of a card's picture, which is 5:4
const menus = new WeakMap<Page, Menu>()

const menuOf = (page: Page): Menu => menus.get(page) ?? {}

/** Whether WeChat's own menu offers to share the page. */
export const shareable = (page: Page): boolean => typeof page.mounted.instance.onShareAppMessage === 'function' && !menuOf(page).hidden

/** Sharing: the menu's settings, and the button of open-type share. */
export function share(host: Host) {
  openTypes.share = (button) => {
    const target = (button as HTMLElement & { __wxElement?: { dataset: object } }).__wxElement
    void shareFrom(host, { from: 'button', target: { dataset: target?.dataset ?? {} } })
  }
  const change = (more: Menu) => {
    const top = host.pages.top
    if (top) menus.set(top, { ...menuOf(top), ...more })
  }
  return {
    showShareMenu: call('showShareMenu', (o: Menu) => { change({ withShareTicket: o.withShareTicket ?? false, hidden: false }) }),
    hideShareMenu: call('hideShareMenu', () => { change({ hidden: true }) }),
    updateShareMenu: call('updateShareMenu', (o: Menu) => {
      if (o.isPrivateMessage && !o.activityId) throw new Refused('invalid activityId')
      const { withShareTicket = false, isPrivateMessage = false, activityId = '', isUpdatableMessage = false } = o
      change({ withShareTicket, isPrivateMessage, activityId, isUpdatableMessage })
    }),
  }
}

/** Asks the page for its card and the person for a chat, and sends it. */
export async function shareFrom({ glass, place, pages }: Host, from: object) {
  const page = pages.top
  if (!page) return
  const said = (callPage(page.mounted.instance, 'onShareAppMessage', from) ?? {}) as Card
  const chat = await chooseChat(glass, place)
  if (!chat) return
  const { withShareTicket = false, isPrivateMessage = false, activityId = '' } = menuOf(page)
  try {
    const card = await settled(said)
    const path = card.path ?? page.path + search(page.query)
    await client('share', { ...chat, card: { title: card.title ?? place.app.name, path, image: await picture(card.imageUrl), ticketed: withShareTicket, private: isPrivateMessage, activity: activityId } })
    glass.toast('已发送', 'success', 1500)
  } catch (e) {
    glass.toast(e instanceof Error ? e.message : '没有发出去', 'none', 2500)
  }
}

/** A card whose promise comes in time is that of the promise. */
export function settled(card: Card): Promise<Card> {
  if (!card.promise) return Promise.resolve(card)
  return Promise.race([card.promise.catch(() => card), new Promise<Card>((resolve) => { setTimeout(() => { resolve(card) }, PATIENCE) })])
}

function search(query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString()
  return text && '?' + text
}

/** A card's picture as the other phones can show it; '' leaves it to WeChat. */
async function picture(src = ''): Promise<string> {
  if (!src) return ''
  const image = await decoded(src.startsWith('/') ? '.' + src : src).catch(() => null)
  if (!image) return ''
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = WIDTH * 4 / 5
  const scale = Math.max(canvas.width / image.width, canvas.height / image.height)
  const [w, h] = [image.width * scale, image.height * scale]
  canvas.getContext('2d')!.drawImage(image, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h)
  return canvas.toDataURL('image/jpeg', 0.85)
}

async function decoded(src: string): Promise<ImageBitmap> {
  return createImageBitmap(await (await fetch(src)).blob())
}
