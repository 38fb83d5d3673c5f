import { make, press } from '../frame'
import { door, look, type Door, type World } from '../world'
import { chatView, type Card } from './chat'
import type { Glass } from './glass'
import { messages, type Message } from './notices'
import { chooseCode } from './scan'

/** The ways out of WeChat, back into the mini-program. */
export interface Ways { resume(): void; open(door: Door): void }

/** A chat as the list shows it. */
interface Chat { group?: string; with?: string; name: string; last?: Card }

const FROM_MESSAGE = 1014
const FROM_CODE = 1047

/** Shows WeChat itself, as a person sees it after closing the mini-program. */
export function openWeChat(glass: Glass, world: World, ways: Ways) {
  const shell = new Shell(glass)
  const enter = (d: Door) => { shell.close(); ways.open(d) }
  const home = make('div', 'phone-chats')
  home.append(row(world.app.name, world.app.name, '最近使用的小程序', () => { shell.close(); ways.resume() }, `打开${world.app.name}`),
    row('扫', '扫一扫', '用相机看二维码和小程序码', () => { void scan(glass, enter) }, '扫一扫', '#10aeff'),
    row('通', '服务通知', '小程序和服务号发来的消息', () => { void letters(shell, world, enter) }, '服务通知', '#fa9d3b'))
  shell.show('微信', home, false)
  void look<{ items: Chat[] }>('chats').then(({ items }) => {
    for (const c of items) {
      home.append(row(c.group ? '群' : c.name, c.name, c.last ? `[小程序] ${c.last.title}` : '还没有消息', () => { void chatView(shell, glass, world, c, enter) }, c.name, c.group ? '#8a94a6' : '#b85c1e'))
    }
  })
}

/** WeChat's own pages above the mini-program, the newest on top. */
export class Shell {
  private readonly views: HTMLElement[] = []

  constructor(private readonly glass: Glass) {}

  show(title: string, content: HTMLElement, back = true) {
    const box = make('section', 'phone-wechat')
    const head = make('header', 'phone-bar')
    if (back) head.append(press('phone-back', '', '返回', () => { this.back() }))
    head.append(make('h1', 'phone-title', title))
    box.append(head, content)
    this.views.push(box)
    this.glass.add(box)
  }

  back() { this.views.pop()?.remove() }

  close() { while (this.views.length > 0) this.back() }
}

function row(logo: string, title: string, about: string, then: () => void, label = title, tone = ''): HTMLElement {
  const face = make('i', 'phone-logo', logo.slice(0, 1))
  face.style.background = tone
  const b = press('phone-chat', '', label, then)
  const text = make('span', 'phone-chat-text')
  text.append(make('strong', '', title), make('small', '', about))
  b.append(face, text)
  return b
}

async function scan(glass: Glass, enter: (d: Door) => void) {
  const code = await chooseCode(glass)
  if (code?.path) enter(door({ path: code.path, scene: FROM_CODE }))
  else if (code) glass.toast(code.text, 'none', 3000)
}

/** 服务通知: everything that came, the newest last, as WeChat orders a chat. */
async function letters(shell: Shell, world: World, enter: (d: Door) => void) {
  const list = make('div', 'phone-letters')
  const items = await messages()
  if (items.length === 0) list.append(make('p', 'phone-none', '还没有服务通知'))
  for (const m of items) list.append(letter(m, world, () => { if (m.open === world.app.id) enter(door({ path: m.page, scene: FROM_MESSAGE })) }))
  shell.show('服务通知', list)
}

function letter(m: Message, world: World, open: () => void): HTMLElement {
  const card = make('button', 'phone-letter')
  const head = make('small', 'phone-letter-head', m.channel === 'sub' ? world.app.name : '服务号')
  head.prepend(make('i', 'phone-logo', world.app.name.slice(0, 1)))
  head.append(make('time', '', clock(m.at)))
  card.append(head, make('strong', '', m.title))
  for (const r of m.rows) {
    const line = make('span', 'phone-row')
    line.append(make('i', '', r.label), make('b', '', r.value))
    card.append(line)
  }
  card.append(make('em', '', '进入小程序查看'))
  card.addEventListener('click', (e) => { e.stopPropagation(); open() })
  return card
}

/** A moment as WeChat writes it in a chat. */
export function clock(at: string): string {
  const t = new Date(at)
  return `${t.getMonth() + 1}月${t.getDate()}日 ${t.toTimeString().slice(0, 5)}`
}
