import { make } from '../frame'
import { look, type World } from '../world'
import type { Glass } from './glass'

/** A message as the simulator keeps it. */
export interface Message { id: number; at: string; channel: 'sub' | 'tpl' | 'biz'; title: string; open: string; page: string; rows: { label: string; value: string }[] }

const LOOK_MS = 700
const SHOWN_MS = 8000
const ROWS = 2 // of a message, in its banner

/** Asks for this phone's messages after an id, the newest first. */
export const messages = async (after = 0) => (await look<{ items: Message[] }>('messages', { after: String(after) })).items

/** Lets new messages drop in from the top. */
export class Notices {
  private newest = -1

  constructor(private readonly glass: Glass, private readonly world: World, private readonly open: (page: string) => void) {}

  start() {
    const poll = async () => {
      const items = await messages(Math.max(0, this.newest)).catch(() => null)
      if (items) this.take(items)
      setTimeout(() => { void poll() }, LOOK_MS)
    }
    void poll()
  }

  private take(items: Message[]) {
    const first = this.newest < 0
    this.newest = Math.max(this.newest, 0, ...items.map((m) => m.id))
    if (!first) for (const m of items.reverse()) this.drop(m)
  }

  private drop(m: Message) {
    const box = make('button', 'phone-notice')
    const head = make('small', '', m.channel === 'sub' ? `服务通知 · ${this.world.app.name}` : '服务号')
    head.append(make('time', '', '现在'))
    box.append(make('i', 'phone-logo', this.world.app.name.slice(0, 1)), head, make('strong', '', m.title))
    for (const row of m.rows.slice(0, ROWS)) box.append(make('span', '', `${row.label}：${row.value}`))
    box.addEventListener('click', (e) => { e.stopPropagation(); box.remove(); if (m.open === this.world.app.id) this.open(m.page) })
    this.glass.add(box)
    setTimeout(() => { box.remove() }, SHOWN_MS)
  }
}
