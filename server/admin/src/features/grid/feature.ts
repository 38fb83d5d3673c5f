import { MapGridIcon } from 'tdesign-icons-vue-next'
import { desk, type Feature } from '@/feature'
import { texts } from '@/texts/common'

export const grid: Feature = {
  menu: { title: texts.menu.grids, icon: MapGridIcon },
  roles: desk,
  pages: [{ path: '/grids', name: 'grids', title: texts.menu.grids, component: () => import('./GridsPage.vue') }],
}
