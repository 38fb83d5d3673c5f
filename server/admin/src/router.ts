import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { features, routes } from './routes'
import { has, session } from './session'
import { say } from './ui/say'
import { texts } from './texts/common'

const places = new Map<string, number>() // how far each address was scrolled
const addresses = new Map<string, string>() // where each page was last seen, with its filters

/** Where a page was last seen, so that going back to a list finds its filters. */
export const lastAddress = (name: string): string | undefined => addresses.get(name)

/** The first page of the menu that the account may open. */
const start = () => features.find((f) => has(...f.roles))?.pages[0].path ?? (session.me ? '/none' : '/signin')

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [
    { path: '/signin', name: 'signin', component: () => import('./frame/SignInPage.vue'), meta: { title: texts.menu.signIn, bare: true } },
    {
      path: '/',
      component: () => import('./frame/ShellFrame.vue'),
      meta: { title: '' },
      children: [
        { path: '', name: 'start', redirect: start },
        ...routes,
        { path: '/:rest(.*)*', name: 'lost', component: () => import('./frame/LostPage.vue'), meta: { title: texts.notFound.title } },
      ],
    },
  ],
  scrollBehavior: (to, from, saved) => saved ?? { top: to.name === from.meta.parent ? (places.get(to.fullPath) ?? 0) : 0 },
})

router.beforeEach((to, from) => {
  places.set(from.fullPath, window.scrollY)
  if (!session.me && !to.meta.bare) return { name: 'signin', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (session.me && to.name === 'signin') return next(to)
  return true
})

router.afterEach((to) => {
  if (typeof to.name === 'string') addresses.set(to.name, to.fullPath)
  document.title = texts.title(to.meta.title)
  sessionStorage.removeItem(renewed)
})

const renewed = 'huiyin.renewed'

/** A page that cannot be fetched: a newer version took its place, so start over with that; or there is no network. */
router.onError(async (error: unknown, to) => {
  if (!/import(ed|ing) .*module|preload/i.test(String(error))) return
  const reachable = await fetch(import.meta.env.BASE_URL).then((r) => r.ok, () => false)
  if (!reachable || sessionStorage.getItem(renewed) === to.fullPath) return say(reachable ? texts.failure.page : texts.failure.offline, 'error')
  sessionStorage.setItem(renewed, to.fullPath) // once, or it would go round for ever
  window.location.assign(router.resolve(to.fullPath).href)
})

/** Where the person wanted to go before signing in; only ever a page of ours. */
export function next(from: RouteLocationNormalized): string {
  const wanted = from.query.next
  return typeof wanted === 'string' && /^\/(?!\/)/.test(wanted) ? wanted : '/'
}
