import { NotificationIcon } from 'tdesign-icons-vue-next'
import type { Feature } from '@/feature'
import { waiting } from './waiting'
import { texts } from '@/texts/notice'

export const notice: Feature = {
  menu: { title: texts.title, icon: NotificationIcon },
  roles: ['staff', 'county', 'admin'],
  waits: async (signal) => {
    const { to_approve, to_answer } = await waiting(signal)
    return to_approve + to_answer
  },
  pages: [
    { path: '/notices', name: 'notices', title: texts.title, component: () => import('./NoticesPage.vue') },
    { path: '/notices/new', name: 'notice-new', title: texts.write, parent: 'notices', component: () => import('./EditPage.vue') },
    { path: '/notices/questions', name: 'notice-questions', title: texts.questions.title, parent: 'notices', component: () => import('./QuestionsPage.vue') },
    { path: '/notices/:id', name: 'notice', title: texts.one, parent: 'notices', component: () => import('./NoticePage.vue') },
    { path: '/notices/:id/correct', name: 'notice-correct', title: texts.steps.correct, parent: 'notices', component: () => import('./CorrectPage.vue') },
    { path: '/notices/:id/edit', name: 'notice-edit', title: texts.edit, parent: 'notices', component: () => import('./EditPage.vue') },
  ],
}
