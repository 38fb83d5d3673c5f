import { make, press } from '../frame'
import { client, door, look, type Door, type World } from '../world'
import { chooseChat } from './chooser'
import type { Glass } from './glass'
import { clock, type Shell } from './wechat'

/** A mini-program's card in a chat. */
export interface Card { id: number; at: string; from: string; title: string; image: string; private: boolean; state?: string }

/** Shows a group's or a friend's chat; its cards can be opened and passed on. */
export async function chatView(shell: Shell, glass: Glass, world: World, chat: { group?: string; with?: string; name: string }, enter: (d: Door) => void) {
  const { items } = await look<{ items: Card[] }>('feed', chat.group ? { group: chat.group } : { with: chat.with ?? '' })
  const list = make('div', 'phone-feed')
  if (items.length === 0) list.append(make('p', 'phone-none', '还没有人发过小程序'))
  for (const c of items) list.append(entry(c, world, () => { void open(c, glass, enter) }, () => { void pass(c, glass, world) }))
  const people = world.groups.find((g) => g.id === chat.group)?.members.length
  shell.show(people ? `${chat.name}(${people})` : chat.name, list)
  list.lastElementChild?.scrollIntoView()
}

function entry(c: Card, world: World, open: () => void, pass: () => void): HTMLElement {
  const mine = c.from === world.user.id
  const name = mine ? world.user.nick : world.friends.find((f) => f.id === c.from)?.nick ?? ''
  const box = make('article', mine ? 'phone-said mine' : 'phone-said')
  const card = press('phone-card', '', c.title, open)
  card.append(make('small', 'phone-card-app', world.app.name), make('strong', '', c.title), picture(c, world))
  if (c.state) card.append(make('small', 'phone-card-state', c.state))
  card.append(make('small', 'phone-card-foot', c.private ? '小程序 · 私密消息' : '小程序'))
  const tools = make('div', 'phone-said-tools')
  tools.append(make('time', '', clock(c.at)), press('phone-pass', '转发', `转发${c.title}`, pass))
  box.append(make('i', 'phone-face', name.slice(0, 1)), make('small', 'phone-said-name', name), card, tools)
  return box
}

function picture(c: Card, world: World): HTMLElement {
  if (!c.image) return make('div', 'phone-card-picture phone-card-drawn', world.app.name)
  const img = document.createElement('img')
  img.className = 'phone-card-picture'
  img.src = c.image
  img.alt = ''
  return img
}

async function open(c: Card, glass: Glass, enter: (d: Door) => void) {
  try {
    enter(door(await client<Door>('open_card', { id: c.id })))
  } catch (e) {
    glass.toast(e instanceof Error ? e.message : '打不开', 'none', 2500)
  }
}

async function pass(c: Card, glass: Glass, world: World) {
  const chat = await chooseChat(glass, world)
  if (!chat) return
  const said = await client('forward', { id: c.id, ...chat }).then(() => '已转发', (e: Error) => e.message)
  glass.toast(said, said === '已转发' ? 'success' : 'none', 2500)
}
