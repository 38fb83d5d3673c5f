import { MessagePlugin } from 'tdesign-vue-next'
import { ref } from 'vue'

/** What was said last, for those who hear the page. */
export const said = ref('')

/** Tells the person how something went, without asking for anything. */
export function say(text: string, how: 'success' | 'error' = 'success') {
  said.value = ''
  requestAnimationFrame(() => (said.value = text)) // the same sentence twice is read twice
  void MessagePlugin[how]({ content: text, duration: how === 'error' ? 6000 : 3000, closeBtn: how === 'error' })
}
