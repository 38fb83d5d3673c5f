import { UserIcon } from 'tdesign-icons-vue-next'
import { desk, type Feature } from '@/feature'
import { texts } from '@/texts/common'

export const me: Feature = {
  menu: { title: texts.menu.me, icon: UserIcon },
  roles: desk,
  pages: [{ path: '/me', name: 'me', title: texts.menu.me, component: () => import('./MePage.vue') }],
}
