import { nextTick, onScopeDispose, watch } from 'vue'

let open = 0

/** Where the keyboard begins in the dialog that was opened last. */
function first(wanted: string): HTMLElement | null {
  const dialogs = [...document.querySelectorAll<HTMLElement>('.t-dialog__ctx')].filter((d) => d.style.display !== 'none')
  const dialog = dialogs.at(-1)
  return dialog?.querySelector<HTMLElement>(wanted) ?? dialog?.querySelector('.t-dialog__confirm') ?? null
}

/** While a dialog is shown, keeps the keyboard out of the page behind it; afterwards gives the focus back. */
export function useModal(shown: () => boolean, wanted = '.t-dialog__body :is(input, textarea):not([disabled], [readonly], [hidden], [type=file])') {
  let before: HTMLElement | null = null
  let mine = false
  const page = document.getElementById('app')

  function set(now: boolean) {
    if (now === mine || !page) return
    mine = now
    open += now ? 1 : -1
    if (now) before = document.activeElement as HTMLElement | null
    page.inert = open > 0
    const to = now ? () => first(wanted) : () => (before?.isConnected ? before : null)
    void nextTick(() => requestAnimationFrame(() => to()?.focus({ preventScroll: true })))
  }

  watch(shown, set, { immediate: true })
  onScopeDispose(() => set(false))
}
