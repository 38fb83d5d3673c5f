import { UsergroupIcon } from 'tdesign-icons-vue-next'
import type { Feature } from '@/feature'
import { texts } from '@/texts/common'

export const people: Feature = {
  menu: { title: texts.menu.people, icon: UsergroupIcon },
  roles: ['staff', 'county', 'admin'],
  pages: [{ path: '/people', name: 'people', title: texts.menu.people, component: () => import('./PeoplePage.vue') }],
}
