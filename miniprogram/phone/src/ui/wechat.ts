import { make, press } from '../frame'
import type { World } from '../world'
import type { Glass } from './glass'
import { messages, type Message } from './notices'

interface Ways { resume(): void; open(path: string, scene: number): void }

/** Shows WeChat itself, as a person sees it after closing the mini-program. */
export function openWeChat(glass: Glass, world: World, ways: Ways) {
  const list = make('div', 'phone-letters', '')
  const end = (then: () => void) => { box.remove(); then() }
  const box = make('section', 'phone-wechat')
  const head = make('header', 'phone-bar')
  head.append(make('h1', 'phone-title', '微信'))
  const back = press('phone-program', world.app.name, `打开${world.app.name}`, () => { end(() => { ways.resume() }) })
  box.append(head, back, make('h2', 'phone-part', '服务通知'), list)
  glass.add(box)
  void messages().then((items) => { list.append(...letters(items, world, (m) => { end(() => { ways.open(m.page, 1014) }) })) })
}

function letters(items: Message[], world: World, open: (m: Message) => void): HTMLElement[] {
  if (items.length === 0) return [make('p', 'phone-none', '还没有服务通知')]
  return items.map((m) => {
    const card = make('button', 'phone-letter')
    card.append(make('small', '', world.app.name), make('strong', '', m.title))
    for (const row of m.rows) {
      const line = make('span', 'phone-row')
      line.append(make('i', '', row.label), make('b', '', row.value))
      card.append(line)
    }
    card.append(make('em', '', '进入小程序查看'))
    card.addEventListener('click', (e) => { e.stopPropagation(); open(m) })
    return card
  })
}
