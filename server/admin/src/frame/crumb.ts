import { onScopeDispose, ref, watch } from 'vue'
import { texts } from '@/texts/common'

/** What the page in view is called, when it knows better than its route. */
export const crumb = ref('')

/** Names the page after what it shows, such as an issue's number. */
export function useTitle(title: () => string | undefined) {
  watch(title, (t) => {
    crumb.value = t ?? ''
    if (t) document.title = texts.title(t)
  }, { immediate: true })
  onScopeDispose(() => (crumb.value = ''))
}
