import { HeartIcon } from 'tdesign-icons-vue-next'
import { desk, type Feature } from '@/feature'
import { texts } from '@/texts/volunteer'

export const volunteer: Feature = {
  menu: { title: texts.title, icon: HeartIcon },
  roles: desk,
  pages: [
    { path: '/activities', name: 'activities', title: texts.title, component: () => import('./CalendarPage.vue') },
    { path: '/activities/list', name: 'activity-list', title: texts.views.list, parent: 'activities', keep: true, component: () => import('./ListPage.vue') },
    { path: '/activities/series', name: 'activity-series', title: texts.views.series, parent: 'activities', component: () => import('./SeriesListPage.vue') },
    { path: '/activities/hours', name: 'activity-hours', title: texts.views.hours, parent: 'activities', component: () => import('./HoursPage.vue') },
    { path: '/activities/certificates', name: 'activity-certificates', title: texts.views.certificates, parent: 'activities', component: () => import('./CertificatesPage.vue') },
    { path: '/activities/care', name: 'care-orders', title: texts.views.care, parent: 'activities', component: () => import('./CarePage.vue') },
    { path: '/activities/talents', name: 'activity-talents', title: texts.views.talents, parent: 'activities', component: () => import('./TalentsPage.vue') },
    { path: '/activities/family', name: 'family-links', title: texts.views.family, parent: 'activities', component: () => import('./FamilyPage.vue') },
    { path: '/activities/new', name: 'activity-new', title: texts.make, parent: 'activities', component: () => import('./MakePage.vue') },
    { path: '/activities/series/:id', name: 'activity-one-series', title: texts.oneSeries, parent: 'activity-series', component: () => import('./SeriesPage.vue') },
    { path: '/activities/:id', name: 'activity', title: texts.one, parent: 'activity-list', component: () => import('./ActivityPage.vue') },
  ],
}
