import { AssignmentUserIcon } from 'tdesign-icons-vue-next'
import { desk, type Feature } from '@/feature'
import { texts } from '@/texts/task'

export const task: Feature = {
  menu: { title: texts.title, icon: AssignmentUserIcon },
  roles: desk,
  pages: [{ path: '/tasks', name: 'tasks', title: texts.title, keep: true, component: () => import('./TasksPage.vue') }],
}
