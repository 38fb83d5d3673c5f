import { ask, h } from './dom.js'

/** Counts how often scenes were played, so that nobody has two things to do at one hour. */
const turn = () => {
  const n = Number(localStorage.getItem('sim-turn') ?? 0) + 1
  localStorage.setItem('sim-turn', String(n))
  return n
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const ZONE = '+08:00'
const DAYS = 45

/** What stands in braces: {at +5s} and {day 09:00} are moments, {today} and {year -9} too, and anything else is found by its path in what was saved. */
function value(text, known) {
  const [name, more = ''] = text.split(' ')
  if (name === 'at') return new Date(Date.now() + Number(more.slice(1, -1)) * UNITS[more.at(-1)]).toISOString()
  if (name === 'today') return new Date(Date.now() + 8 * UNITS.h).toISOString().slice(0, 10)
  if (name === 'year') return new Date().getFullYear() + Number(more)
  if (name === 'day') return new Date(`${new Date(Date.now() + (1 + (known.turn % DAYS)) * UNITS.d).toISOString().slice(0, 10)}T${more}:00${ZONE}`).toISOString()
  return text.split('.').reduce((v, key) => v?.[key], known)
}

/** Fills the braces of a text, or of all texts in a body. */
function fill(v, known) {
  if (typeof v === 'string') {
    const whole = /^\{([^{}]+)\}$/.exec(v)
    return whole ? value(whole[1], known) : v.replace(/\{([^{}]+)\}/g, (_, text) => value(text, known))
  }
  if (Array.isArray(v)) return v.map((x) => fill(x, known))
  return v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([key, x]) => [key, fill(x, known)])) : v
}

/** The server as the phones of some people ask it. */
class Server {
  tokens = new Map()

  constructor(world) {
    this.world = world
  }

  async asks(user, method, path, body) {
    if (user && !this.tokens.has(user)) await this.signIn(user)
    const r = await fetch(this.world.backend + path, { method, headers: { ...(user ? { Authorization: `Bearer ${this.tokens.get(user)}` } : {}), ...(body ? { 'Content-Type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
    const text = await r.text()
    const answer = text ? JSON.parse(text) : null
    if (!r.ok) throw new Error(answer?.detail ?? `${path}: ${r.status}`)
    return answer
  }

  async signIn(user) {
    const { code } = await ask('client/login', { user, app: this.world.app.id })
    this.tokens.set(user, (await this.asks('', 'POST', '/v1/sessions', { code })).token)
  }

  /** Lets somebody take every message that this mini-program sends. */
  async subscribes(user) {
    const about = { user, app: this.world.app.id }
    const { templates } = await ask(`client/config?${new URLSearchParams(about)}`)
    await ask('client/subscribe', { ...about, results: Object.fromEntries(templates.map((t) => [t.id, 'accept'])) })
  }

  async leave() {
    for (const user of this.tokens.keys()) await this.asks(user, 'DELETE', '/v1/sessions/current')
  }
}

async function step(server, s, known) {
  if (s.unless && value(s.unless, known)) return
  if (s.wait) await new Promise((done) => { setTimeout(done, s.wait * 1000) })
  try {
    const answer = await server.asks(s.as, s.method || 'GET', fill(s.path, known), s.body ? fill(s.body, known) : undefined)
    if (s.save) known[s.save] = answer
  } catch (e) {
    if (!s.again) throw e
  }
}

/** Plays a scene up to where a person goes on. Gives what was saved. */
async function play(scene, world) {
  const server = new Server(world)
  const known = { turn: turn() }
  for (const user of scene.people ?? []) {
    known.nick = world.users.find((u) => u.id === user)?.nick
    for (const s of world.stories.settle ?? []) await step(server, { ...s, as: user }, known)
    await server.subscribes(user)
  }
  for (const s of scene.steps ?? []) await step(server, s, known)
  await server.leave()
  return known
}

/** The menu of scenes; `seat` opens phones at pages. */
export function scenes(box, story, world, seat) {
  const all = world.stories?.scenes ?? []
  box.hidden = all.length === 0
  const title = box.querySelector('summary')
  const enter = async (scene) => {
    box.open = false
    title.textContent = '正在准备……'
    try {
      const known = await play(scene, world)
      seat(scene.phones.map((p) => ({ user: p.user, path: fill(p.path, known) })))
      story.replaceChildren(...scene.tries.map((text) => h('li', {}, text)), ...(scene.desk ? [h('li', {}, h('a', { href: world.backend + fill(scene.desk, known), target: '_blank' }, '工作人员页面'))] : []))
      title.textContent = `场景：${scene.name}`
    } catch (e) {
      title.textContent = '场景'
      alert(`“${scene.name}”没有准备好：${e.message}`)
    }
  }
  box.querySelector('.scene-list').replaceChildren(...all.map((s) => h('button', { class: 'scene', onclick: () => { void enter(s) } }, h('b', {}, s.name), h('small', {}, s.about))))
}
