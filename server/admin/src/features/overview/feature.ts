import { DashboardIcon } from 'tdesign-icons-vue-next'
import type { Feature } from '@/feature'
import { texts } from '@/texts/common'

export const overview: Feature = {
  menu: { title: texts.menu.overview, icon: DashboardIcon },
  roles: ['leader', 'staff', 'county', 'admin'],
  pages: [{ path: '/overview', name: 'overview', title: texts.menu.overview, component: () => import('./OverviewPage.vue') }],
}
