import { call } from './api'
import type { Host } from './index'

interface Toast { title: string; icon?: string; duration?: number }
interface Modal { title?: string; content?: string; confirmText?: string; cancelText?: string; showCancel?: boolean; editable?: boolean; placeholderText?: string }

/** What WeChat draws over a page, and how a page moves. */
export function screen({ glass, pages }: Host) {
  return {
    showToast: call('showToast', (o: Toast) => { glass.toast(o.title, o.icon ?? 'success', o.duration ?? 1500) }),
    hideToast: call('hideToast', () => { glass.hideToast() }),
    showLoading: call('showLoading', (o: Toast) => { glass.toast(o.title, 'loading', 0) }),
    hideLoading: call('hideLoading', () => { glass.hideToast() }),
    showModal: call('showModal', async (o: Modal) => {
      const field = o.editable ? line(o) : null
      const confirm = await glass.ask(o.title ?? '', field ?? o.content ?? '', o.confirmText ?? '确定', o.showCancel === false ? null : (o.cancelText ?? '取消'))
      return { confirm, cancel: !confirm, ...(field ? { content: confirm ? field.value : '' } : {}) }
    }),
    showActionSheet: call('showActionSheet', async (o: { itemList: string[] }) => {
      const tapIndex = await glass.sheet(o.itemList)
      if (tapIndex === null) throw new Error('cancel')
      return { tapIndex }
    }),
    setNavigationBarTitle: call('setNavigationBarTitle', (o: { title: string }) => { pages.top?.screen.title(o.title) }),
    setNavigationBarColor: call('setNavigationBarColor', () => undefined),
    setPageStyle: call('setPageStyle', () => undefined),
    pageScrollTo: call('pageScrollTo', (o: { scrollTop?: number; selector?: string; offsetTop?: number }) => {
      const { top } = pages
      const found = o.selector ? top?.screen.body.querySelector(o.selector.replace(/#([\w-]+)/g, '[id$="--$1"]')) : null // the engine prefixes ids
      if (o.selector && !found) throw new Error(`${o.selector} is not on the page`)
      const there = found ? found.getBoundingClientRect().top - top!.screen.body.getBoundingClientRect().top + top!.screen.body.scrollTop : (o.scrollTop ?? 0)
      top?.screen.scrollTo(there + (o.offsetTop ?? 0))
    }),
    stopPullDownRefresh: call('stopPullDownRefresh', () => { pages.top?.screen.stopPull() }),
    startPullDownRefresh: call('startPullDownRefresh', () => { void pages.top?.screen.onPull() }),
    hideHomeButton: call('hideHomeButton', () => { pages.top?.screen.hideHome() }),
    nextTick: (f: () => void) => { setTimeout(f) },
  }
}

/** The line that can be written in a dialog. */
function line({ content = '', placeholderText = '' }: Modal): HTMLInputElement {
  const field = document.createElement('input')
  field.className = 'phone-line'
  field.value = content
  field.placeholder = placeholderText
  field.setAttribute('aria-label', placeholderText)
  return field
}
