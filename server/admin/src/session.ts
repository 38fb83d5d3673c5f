import { computed, shallowReactive } from 'vue'
import { api, send, take, useToken, whenLapsed, type Lapse } from './api/client'
import { Failure } from './api/failure'
import type { Community, Credentials, Me, Role } from './api/types'

const remembered = 'huiyin.community'

/** Who sits in front of the screen, and which community the pages are about. */
export const session = shallowReactive({
  me: null as Me | null,
  communities: [] as Community[],
  /** Id of the community in view; 0 when the account has none. */
  community: 0,
  /** Whether the person must sign in again before anything goes on. */
  expired: false,
})

/** Whether the account has one of the roles, anywhere. */
export const has = (...roles: Role[]): boolean => session.me?.roles.some((g) => roles.includes(g.role)) ?? false

export const communityName = computed(() => session.communities.find((c) => c.id === session.community)?.name ?? '')

/** The communities that an account's roles reach. */
export function reach(me: Me, all: Community[]): Community[] {
  const held = me.roles.filter((g) => g.role !== 'resident')
  if (held.some((g) => !g.community_id)) return all
  return all.filter((c) => held.some((g) => g.community_id === c.id))
}

/** Changes the community that the pages are about. */
export function pickCommunity(id: number) {
  session.community = id
  localStorage.setItem(remembered, String(id))
}

/** Whose session the cookie is; null when it is nobody's. */
async function whoAmI(): Promise<Me | null> {
  try {
    return await take(api.GET('/v1/me', { fetch: send }))
  } catch (e) {
    if (e instanceof Failure && e.status === 401) return null
    throw e
  }
}

async function begin(me: Me): Promise<void> {
  useToken(me.csrf ?? '')
  const { items } = await take(api.GET('/v1/communities'))
  session.communities = reach(me, items)
  const before = session.community || Number(localStorage.getItem(remembered))
  session.community = (session.communities.find((c) => c.id === before) ?? session.communities[0])?.id ?? 0
  session.me = me
  whenLapsed(renew)
}

/** Finds out who is signed in; nobody is not a failure. */
export async function resume(): Promise<void> {
  const me = await whoAmI()
  if (me) await begin(me)
}

/** Opens a session, or renews the one that lapsed. */
export async function signIn(body: Credentials): Promise<void> {
  const ask = () => take(api.POST('/v1/staff/sessions', { body, fetch: send }))
  const { me, csrf } = await ask().catch(async (e: unknown) => {
    if (!(e instanceof Failure) || e.code !== 'account.csrf') throw e
    useToken((await whoAmI())?.csrf ?? '') // another tab signed in meanwhile
    return ask()
  })
  if (session.me && session.me.id !== me.id) return window.location.reload() // what is on screen is somebody else's
  await begin({ ...me, csrf })
  goOn()
}

let renewal: Promise<void> | null = null
let goOn = () => {}

/** Waits until the same person is signed in again; all requests wait together. */
function renew(why: Lapse): Promise<void> {
  renewal ??= renewed(why).finally(() => (renewal = null))
  return renewal
}

async function renewed(why: Lapse): Promise<void> {
  if (why === 'account.csrf' && (await rejoin())) return
  session.expired = true
  await new Promise<void>((done) => (goOn = done))
  session.expired = false
}

/** Takes up a session that the same person opened in another tab. */
export async function rejoin(): Promise<boolean> {
  const me = await whoAmI().catch(() => null)
  if (!me || me.id !== session.me?.id) return false
  useToken(me.csrf ?? '')
  goOn()
  return true
}

/** Reads the account again after it changed itself. */
export async function refresh(): Promise<void> {
  session.me = await take(api.GET('/v1/me'))
}

/** Leaves everything and shows the sign-in page, which says why. */
export function leave(why?: 'password') {
  window.location.assign(`${import.meta.env.BASE_URL}signin${why ? `?after=${why}` : ''}`)
}

/** Ends the session and leaves nothing of it on screen. */
export async function signOut(): Promise<void> {
  await take(api.DELETE('/v1/sessions/current', { fetch: send })).catch((e: unknown) => {
    if (!(e instanceof Failure) || e.status !== 401) throw e
  })
  leave()
}
