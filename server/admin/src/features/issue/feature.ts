import { TaskIcon } from 'tdesign-icons-vue-next'
import { desk, type Feature } from '@/feature'
import { texts } from '@/texts/common'
import { texts as filing } from '@/texts/filing'

export const issue: Feature = {
  menu: { title: texts.menu.issues, icon: TaskIcon },
  roles: desk,
  pages: [
    { path: '/issues', name: 'issues', title: texts.menu.issues, keep: true, component: () => import('./IssuesPage.vue') },
    { path: '/issues/new', name: 'file', title: filing.title, parent: 'issues', component: () => import('./FilePage.vue') },
    { path: '/issues/:id(\\d{1,15})', name: 'issue', title: texts.menu.issue, parent: 'issues', component: () => import('./IssuePage.vue') },
  ],
}
