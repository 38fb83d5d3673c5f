import { ask, clock, h, redraw } from './dom.js'
import { drawer } from './drawer.js'
import { scenes } from './scenes.js'

const world = JSON.parse(document.getElementById('world').textContent)
const desk = document.querySelector('.desk')
const nick = Object.fromEntries(world.users.map((u) => [u.id, u.nick]))
const seats = []
const jump = document.querySelector('.jump')
let group = world.group
let state = null

/** A phone with its name above and its service notifications below. */
class Seat {
  constructor(user) {
    this.user = user
    this.who = h('select', { 'aria-label': '这部手机是谁的', onchange: () => { this.sit(this.who.value) } },
      world.users.map((u) => h('option', { value: u.id }, u.about ? `${u.nick} · ${u.about}` : u.nick)))
    this.frame = h('iframe', { allow: 'clipboard-write' })
    this.large = h('button', { class: 'quiet', title: '放大或还原', 'aria-pressed': 'false', onclick: () => { this.zoom() } }, '放大')
    this.letters = h('div', { class: 'letters' })
    this.count = h('b', {}, '0')
    this.box = h('section', { class: 'seat' }, h('header', {}, this.who, this.large), h('div', { class: 'case' }, this.frame),
      h('details', { class: 'inbox', open: true }, h('summary', {}, '服务通知 ', this.count), this.letters))
    this.sit(user)
  }

  sit(user, path = '') {
    this.user = this.who.value = user
    this.box.dataset.user = user
    this.frame.title = `${nick[user]}的手机`
    this.frame.src = `/_sim/phone/?${new URLSearchParams({ user, app: world.app.id, ...(path ? { path } : {}) })}`
    if (state) draw()
  }

  zoom() {
    const on = this.box.classList.toggle('large')
    this.large.textContent = on ? '还原' : '放大'
    this.large.setAttribute('aria-pressed', String(on))
    fit()
    this.box.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'smooth' })
  }

  open(door) {
    this.frame.contentWindow.postMessage({ type: 'open', ...door }, location.origin)
    this.box.scrollIntoView({ inline: 'nearest', block: 'nearest', behavior: 'smooth' })
  }

  draw() {
    const mine = state.messages.filter((m) => m.to === this.user && m.err === 0)
    this.count.textContent = String(mine.length)
    redraw(this.letters, mine, () => mine.length === 0 ? h('p', { class: 'none' }, '还没有收到消息') : mine.map((m) => this.letter(m)))
  }

  letter(m) {
    return h('button', { class: 'letter', title: '在手机上打开', onclick: () => { this.open({ path: m.page, scene: 1014 }) } },
      h('small', {}, m.channel === 'sub' ? world.app.name : '服务号', h('time', {}, clock(m.at))), h('strong', {}, m.title),
      (m.rows ?? []).slice(0, 3).map((r) => h('span', {}, h('i', {}, r.label), r.value)))
  }
}

/** The group chat in the middle. */
const feed = h('div', { class: 'feed' })
const members = h('small')
const room = h('section', { class: 'room' },
  h('header', {}, h('select', { 'aria-label': '群聊', onchange: (e) => { group = e.target.value; draw() } },
    (world.groups ?? []).map((g) => h('option', { value: g.id, selected: g.id === group }, g.name)))),
  h('div', { class: 'chat' }, h('div', { class: 'chat-head' }, h('strong', {}, '群聊'), members), feed))

function drawRoom() {
  const g = state.groups.find((x) => x.id === group)
  const inside = (g?.members ?? []).filter((m) => m.in).map((m) => m.id)
  members.textContent = inside.map((id) => nick[id]).join('、')
  const cards = state.cards.filter((c) => c.group === group)
  const users = seats.map((s) => s.user).filter((u) => inside.includes(u))
  if (redraw(feed, [cards, users], () => cards.length === 0 ? emptyRoom() : cards.map((c) => drawCard(c, users)))) feed.scrollTop = feed.scrollHeight
}

const emptyRoom = () => h('div', { class: 'none' }, h('p', {}, '群里还没有小程序卡片。'), h('p', {}, '在群成员的手机上点右上角的三个点，选“转发给朋友”，再选这个群。'))

function drawCard(c, users) {
  return h('article', { class: 'said' }, h('i', { class: 'face' }, nick[c.from]?.slice(0, 1)), h('small', {}, nick[c.from], h('time', {}, clock(c.at))),
    h('div', { class: 'card' }, h('small', {}, world.app.name), h('strong', {}, c.title),
      c.image ? h('img', { src: c.image, alt: '' }) : h('div', { class: 'drawn' }, world.app.name),
      c.state && h('small', { class: 'changing' }, c.state), h('small', { class: 'foot' }, c.private ? '小程序 · 私密消息，不能转发' : '小程序')),
    h('div', { class: 'openers' }, '打开：', users.map((u) => h('button', { onclick: () => { void openCard(c, u) } }, nick[u]))))
}

async function openCard(c, user) {
  const seat = seats.find((s) => s.user === user)
  try {
    seat.open(await ask('client/open_card', { user, app: world.app.id, id: c.id }))
  } catch (e) {
    alert(e.message)
  }
}

/** Phones as large as fit beside each other, but never too small to read. */
const PHONE = 375
const EDGE = 16 // px of a phone's case, both sides
const SMALLEST = 0.74
function fit() {
  const free = desk.clientWidth - room.offsetWidth - 14 * (seats.length + 1) - 32
  const scale = Math.min(1, Math.max(SMALLEST, (free / seats.length - EDGE) / PHONE))
  const height = desk.clientHeight - 60
  for (const s of seats) {
    const own = s.box.classList.contains('large') ? 1 : scale
    s.box.style.setProperty('--scale', own)
    s.box.style.setProperty('--tall', `${Math.max(600, Math.min(812, Math.floor((height - EDGE - 40) / own)))}px`)
  }
  drawJump()
}

/** Buttons to what is out of sight, where not everything fits. */
function drawJump() {
  jump.hidden = desk.scrollWidth <= desk.clientWidth
  redraw(jump, seats.map((s) => s.user), () => [...seats.map((s) => [nick[s.user], s.box]), ['群聊', room]].map(([name, box]) =>
    h('button', { class: 'quiet', onclick: () => { box.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'smooth' }) } }, name)))
}

function draw() {
  for (const s of seats) s.draw()
  drawRoom()
  panel.draw(state)
}

const panel = drawer(document.getElementById('drawer'), document.getElementById('inspect'), world, fit)
for (const user of world.phones) seats.push(new Seat(user))
const half = Math.ceil(seats.length / 2)
desk.append(...seats.slice(0, half).map((s) => s.box), room, ...seats.slice(half).map((s) => s.box))
scenes(document.querySelector('.scenes'), document.querySelector('.story'), world, (phones) => { phones.forEach(({ user, path }, i) => seats[i]?.sit(user, path)) })
addEventListener('resize', fit)
fit()

const lost = document.querySelector('.lost')
const stream = new EventSource('/_sim/stream')
stream.onmessage = (e) => { state = JSON.parse(e.data); lost.hidden = true; draw() }
stream.onerror = () => { lost.hidden = false }
