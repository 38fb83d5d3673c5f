import { ChatDoubleIcon } from 'tdesign-icons-vue-next'
import { desk, type Feature } from '@/feature'
import { texts } from '@/texts/common'

export const group: Feature = {
  menu: { title: texts.menu.groups, icon: ChatDoubleIcon },
  roles: desk,
  pages: [{ path: '/groups', name: 'groups', title: texts.menu.groups, component: () => import('./GroupsPage.vue') }],
}
