import { CalendarIcon } from 'tdesign-icons-vue-next'
import type { Feature } from '@/feature'
import { texts } from '@/texts/ledger'

export const ledger: Feature = {
  menu: { title: texts.title, icon: CalendarIcon },
  roles: ['leader', 'staff', 'county', 'admin'],
  pages: [{ path: '/ledger', name: 'ledger', title: texts.title, component: () => import('./LedgerPage.vue') }],
}
