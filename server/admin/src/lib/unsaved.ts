import { onBeforeUnmount } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { texts } from '@/texts/common'
import { confirm } from '@/ui/confirm'

/** Asks before somebody leaves a page, or closes the window, on which he typed what is nowhere else. */
export function guardUnsaved(changed: () => boolean) {
  onBeforeRouteLeave(() => !changed() || confirm({ ...texts.discard, danger: true }))
  const warn = (e: BeforeUnloadEvent) => changed() && e.preventDefault()
  window.addEventListener('beforeunload', warn)
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn))
}
