import { ask, clock, h, redraw } from './dom.js'
import { controls } from './controls.js'

const CHANNELS = { sub: '订阅消息', tpl: '模板消息', biz: '订阅通知' }

/** The drawer where everything can be looked into. */
export function drawer(box, button, world, resized) {
  const nick = Object.fromEntries(world.users.map((u) => [u.id, u.nick]))
  const views = { messages: ['消息', (s) => messages(s, nick)], calls: ['接口', (s) => calls(s)], pushes: ['回调', (s) => pushes(s)], ...controls(world, nick) }
  let tab = location.hash.slice(1) in views ? location.hash.slice(1) : 'messages'
  const body = h('div', { class: 'drawer-body', role: 'tabpanel' })
  const tabs = h('div', { class: 'tabs', role: 'tablist' }, Object.entries(views).map(([name, [title]]) =>
    h('button', { role: 'tab', 'data-tab': name, onclick: () => { choose(name) } }, title)))
  box.append(tabs, body)
  let state = null
  const show = (on) => {
    box.hidden = !on
    button.setAttribute('aria-expanded', String(on))
    button.textContent = on ? '收起检视' : '检视'
    resized()
    draw()
  }
  const choose = (name) => {
    tab = name
    history.replaceState(null, '', '#' + name)
    body.drawnFrom = ''
    body.scrollTop = 0
    draw()
  }
  const draw = () => {
    for (const b of tabs.children) b.setAttribute('aria-selected', String(b.dataset.tab === tab))
    if (state && !box.hidden && !body.contains(document.activeElement?.closest?.('input, select') ?? null)) {
      const [, view] = views[tab]
      redraw(body, view.from ? view.from(state) : [tab, state[tab]], () => view(state))
    }
  }
  button.addEventListener('click', () => { show(box.hidden) })
  if (location.hash.slice(1) in views) queueMicrotask(() => { show(true) })
  return { draw: (s) => { state = s; draw() } }
}

const badge = (text, kind) => h('b', { class: 'badge ' + kind }, text)
const none = (text) => h('p', { class: 'none' }, text)

function messages(s, nick) {
  if (s.messages.length === 0) return none('还没有发过消息')
  return s.messages.map((m) => h('details', { class: m.err ? 'item refused' : 'item', 'data-key': 'm' + m.id },
    h('summary', {}, h('time', {}, clock(m.at)), h('strong', {}, m.title || m.template || '（没有模板）'), h('span', {}, '→ ' + (nick[m.to] ?? '（没有这个人）')),
      m.err ? badge(m.err, 'bad') : badge('已送达', 'good')),
    m.err ? h('p', { class: 'why' }, m.why, h('small', {}, 'rid ' + m.rid)) : null,
    h('dl', {}, (m.rows ?? []).flatMap((r) => [h('dt', {}, r.label), h('dd', {}, r.value)]),
      h('dt', {}, '渠道'), h('dd', {}, CHANNELS[m.channel]), h('dt', {}, '打开'), h('dd', {}, m.page || m.url || '—'), h('dt', {}, '模板'), h('dd', {}, m.template))))
}

function calls(s) {
  if (s.calls.length === 0) return none('还没有调用')
  return s.calls.map((c, i) => h('details', { class: c.err || c.status !== 200 ? 'item refused' : 'item', 'data-key': 'c' + c.at + i },
    h('summary', {}, h('time', {}, clock(c.at)), h('strong', {}, c.path), h('span', {}, `${Math.round(c.took / 1e6)} ms`),
      c.fault ? badge(c.fault, 'odd') : null, c.status !== 200 ? badge(c.status || '断开', 'bad') : c.err ? badge(c.err, 'bad') : badge('成功', 'good')),
    h('dl', {}, h('dt', {}, c.method), h('dd', {}, c.query || '—'), h('dt', {}, '请求'), h('dd', {}, h('pre', {}, c.body || '—')), h('dt', {}, '回答'), h('dd', {}, h('pre', {}, c.answer || '—')))))
}

function pushes(s) {
  const event = h('input', { placeholder: '事件名，可不填', 'aria-label': '事件名' })
  const how = h('select', { 'aria-label': '怎样捣乱' }, Object.entries(s.tricks).map(([name, about]) => h('option', { value: name }, about)))
  const tools = h('form', { class: 'line', onsubmit: (e) => { e.preventDefault(); void ask('tricks', { event: event.value, do: how.value }).then(() => { event.value = ''; event.blur() }) } },
    h('span', {}, '下一条'), event, how, h('button', {}, '这样送'))
  const list = s.pushes.map((p) => h('details', { class: p.status === 200 ? 'item' : 'item refused', 'data-key': `p${p.id}-${p.try}-${p.at}` },
    h('summary', {}, h('time', {}, clock(p.at)), h('strong', {}, p.event), h('span', {}, `第 ${p.try} 次`), p.trick ? badge(s.tricks[p.trick] ?? p.trick, 'odd') : null,
      badge(p.status ? `${p.status} ${p.answer || ''}` : p.answer, p.status === 200 ? 'good' : 'bad')),
    h('pre', {}, p.text)))
  return [tools, ...(list.length ? list : [none('还没有推送')])]
}
