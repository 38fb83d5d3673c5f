import { make } from '../frame'
import { look } from '../world'
import type { Glass } from './glass'

/** A code as the camera reads it; one of this mini-program's own also has the door that it opens. */
export interface Code { text: string; path?: string }

interface Drawn { id: number; page: string; scene: string }

/** 扫一扫: one of the codes that the server asked WeChat for, or the text of any other. */
export async function chooseCode(glass: Glass): Promise<Code | null> {
  const { items } = await look<{ items: Drawn[] }>('codes')
  return new Promise((resolve) => {
    const field = document.createElement('input')
    field.setAttribute('aria-label', '二维码内容')
    field.placeholder = items.length ? '或者填入二维码的内容' : '填入二维码的内容'
    const wall = make('div', 'phone-codes')
    for (const code of items) {
      const tile = make('button', 'phone-code')
      const img = document.createElement('img')
      img.src = `/_sim/qr/${code.id}`
      img.alt = ''
      tile.append(img, make('small', '', code.scene))
      tile.addEventListener('click', () => { close(); resolve(read(code)) })
      wall.append(tile)
    }
    const body = make('div', 'phone-scan')
    body.append(...(items.length ? [wall] : []), field)
    const close = glass.question('扫一扫', body, '识别', '取消', (yes) => { resolve(yes && field.value ? { text: field.value } : null) })
  })
}

/** A page gets its scene still encoded, and has to decode it. */
function read({ page, scene }: Drawn): Code {
  const once = encodeURIComponent(scene)
  return { text: `${page}?scene=${once}`, path: `${page}?scene=${encodeURIComponent(once)}` }
}
