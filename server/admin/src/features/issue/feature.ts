import { TaskIcon } from 'tdesign-icons-vue-next'
import { desk, type Feature } from '@/feature'
import { texts } from '@/texts/common'

export const issue: Feature = {
  menu: { title: texts.menu.issues, icon: TaskIcon },
  roles: desk,
  pages: [
    { path: '/issues', name: 'issues', title: texts.menu.issues, keep: true, component: () => import('./IssuesPage.vue') },
    { path: '/issues/:id(\\d{1,15})', name: 'issue', title: texts.menu.issue, parent: 'issues', component: () => import('./IssuePage.vue') },
  ],
}
