import { make } from '../frame'
import { client, type World } from '../world'
import type { Glass } from './glass'

/** A service notification as the simulator keeps it. */
export interface Message { id: number; at: string; title: string; page: string; rows: { label: string; value: string }[] }

const LOOK_MS = 700
const SHOWN_MS = 8000

/** Asks for this phone's service notifications, the newest first. */
export const messages = async () => (await client<{ items: Message[] }>('messages')).items

/** Lets new service notifications drop in from the top. */
export class Notices {
  private newest = -1

  constructor(private readonly glass: Glass, private readonly world: World, private readonly open: (page: string) => void) {}

  start() {
    const look = async () => {
      const items = await messages().catch(() => null)
      if (items) this.take(items)
      setTimeout(() => { void look() }, LOOK_MS)
    }
    void look()
  }

  private take(items: Message[]) {
    const first = this.newest < 0
    const fresh = items.filter((m) => m.id > this.newest)
    this.newest = Math.max(this.newest, 0, ...items.map((m) => m.id))
    if (!first) for (const m of fresh.reverse()) this.drop(m)
  }

  private drop(m: Message) {
    const box = make('button', 'phone-notice')
    const [row] = m.rows
    box.append(make('small', '', `服务通知 · ${this.world.app.name}`), make('strong', '', m.title), make('span', '', row ? `${row.label}：${row.value}` : ''))
    box.addEventListener('click', (e) => { e.stopPropagation(); box.remove(); this.open(m.page) })
    this.glass.add(box)
    setTimeout(() => { box.remove() }, SHOWN_MS)
  }
}
