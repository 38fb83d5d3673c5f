import { ChatMessageIcon } from 'tdesign-icons-vue-next'
import type { Feature } from '@/feature'
import { texts } from '@/texts/common'

export const message: Feature = {
  menu: { title: texts.menu.messages, icon: ChatMessageIcon },
  roles: ['staff', 'admin'],
  pages: [{ path: '/messages', name: 'messages', title: texts.menu.messages, component: () => import('./MessagesPage.vue') }],
}
