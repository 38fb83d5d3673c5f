import { make, press } from '../frame'
import { call } from './api'
import { camera } from '../ui/camera'
import { chooseChat } from '../ui/chooser'
import type { Host } from './index'

interface Choose { count?: number; sourceType?: string[]; mediaType?: string[] }
interface Taken { tempFilePath: string; size: number; fileType: 'image' }

/** Photos: taken, chosen, looked at. */
export function media(host: Host) {
  const { glass } = host
  return {
    chooseMedia: call('chooseMedia', async (o: Choose) => {
      await host.privacy.consent('chooseMedia')
      const from = o.sourceType ?? ['album', 'camera']
      const source = from.length > 1 ? ['camera', 'album'][await glass.sheet(['拍摄', '从相册选择']) ?? 2] : from[0]
      if (!source) throw new Error('cancel')
      const files = source === 'camera' ? await camera(glass) : await album(o.count ?? 9)
      if (files.length === 0) throw new Error('cancel')
      return { type: 'image', tempFiles: files.slice(0, o.count ?? 9).map(taken) }
    }),
    compressImage: call('compressImage', (o: { src: string }) => ({ tempFilePath: o.src })),
    previewImage: call('previewImage', (o: { urls: string[]; current?: string }) => { look(glass, o.urls, o.current) }),
    openDocument: call('openDocument', (o: { filePath: string }) => { hand(glass, o.filePath) }),
    shareFileMessage: call('shareFileMessage', async (o: { filePath: string; fileName?: string }) => {
      const chat = await chooseChat(glass, host.place)
      if (!chat) throw new Error('cancel')
      hand(glass, o.filePath, o.fileName)
    }),
  }
  function look(glass: Host['glass'], urls: string[], current = urls[0]) {
    let at = Math.max(0, urls.indexOf(current ?? ''))
    const picture = make('img', 'phone-photo') as HTMLImageElement
    const count = make('span', 'phone-count')
    const show = () => { picture.src = urls[at] ?? ''; count.textContent = `${at + 1} / ${urls.length}` }
    show()
    picture.addEventListener('click', () => { at = (at + 1) % urls.length; show() })
    const close = glass.panel('phone-viewer', picture, count, press('phone-shut', '×', '关闭图片', () => { close() }))
  }
}

const taken = (file: Blob): Taken => ({ tempFilePath: URL.createObjectURL(file), size: file.size, fileType: 'image' })

/** A document, which the computer opens and not the phone; under a name it is kept there. */
function hand(glass: Host['glass'], path: string, name = '') {
  const link = make('a', 'phone-count', name ? `已发送，在电脑上看 ${name}` : '在电脑上打开文档') as HTMLAnchorElement
  Object.assign(link, { href: path, target: '_blank', ...(name ? { download: name } : {}) })
  const close = glass.panel('phone-viewer', link, press('phone-shut', '×', '关闭文档', () => { close() }))
}

/** The computer's own file dialog. */
function album(count: number): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.multiple = count > 1
    input.addEventListener('change', () => { resolve(Array.from(input.files ?? [])) })
    input.addEventListener('cancel', () => { resolve([]) })
    input.click()
  })
}
