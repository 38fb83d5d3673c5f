import { ForkIcon } from 'tdesign-icons-vue-next'
import type { Feature } from '@/feature'
import { texts } from '@/texts/routing'

export const routing: Feature = {
  menu: { title: texts.title, icon: ForkIcon },
  roles: ['staff', 'county', 'admin'],
  pages: [{ path: '/routing', name: 'routing', title: texts.title, component: () => import('./RoutingPage.vue') }],
}
