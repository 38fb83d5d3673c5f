import { Calendar2Icon } from 'tdesign-icons-vue-next'
import type { Feature } from '@/feature'
import { texts } from '@/texts/calendar'

export const calendar: Feature = {
  menu: { title: texts.title, icon: Calendar2Icon },
  roles: ['staff', 'county', 'admin'],
  pages: [{ path: '/calendar', name: 'calendar', title: texts.title, component: () => import('./CalendarPage.vue') }],
}
