import { ask, clock, h, redraw } from './dom.js'
import { controls } from './controls.js'

const CHANNELS = { sub: '订阅消息', tpl: '模板消息', biz: '订阅通知' }

const EVENTS = [['', '任何推送'], ['subscribe_msg_popup_event', '订阅弹窗的选择'], ['subscribe_msg_change_event', '订阅被取消'], ['subscribe_msg_sent_event', '消息的结果'], ['wxa_media_check', '图片检查的结果']]

/** What WeChat's codes mean, for whoever looks. */
const WORDS = {
  '-1': '微信系统繁忙，可以稍后重试', 40001: '令牌无效或不是最新的', 40003: 'openid 不对', 40013: '没有这个小程序', 40037: '没有这个模板', 41030: '要打开的页面没有发布',
  42001: '令牌过期', 43004: '对方没有关注服务号', 43101: '订阅次数用完了，或者对方关闭了订阅', 45009: '今天的额度用完了', 45011: '这一分钟太频繁', 47001: '格式不对', 47003: '模板的某个字段不合规则', 48001: '这个账号没有该接口的权限',
}

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
    m.err ? h('p', { class: 'why' }, WORDS[m.err] ?? '', h('small', {}, m.why), h('small', {}, 'rid ' + m.rid)) : null,
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
  const event = h('select', { 'aria-label': '哪种推送' }, EVENTS.map(([name, about]) => h('option', { value: name }, about)))
  const how = h('select', { 'aria-label': '怎样捣乱' }, Object.entries(s.tricks).map(([name, about]) => h('option', { value: name }, about)))
  const told = h('small')
  const tools = h('form', { class: 'line wrap', onsubmit: (e) => {
    e.preventDefault()
    ask('tricks', { event: event.value, do: how.value }).then(() => { told.textContent = '等着下一条' }, (err) => { told.textContent = err.message })
  } }, h('span', {}, '下一条'), event, how, h('button', {}, '这样送'), told)
  const list = s.pushes.map((p) => h('details', { class: p.status === 200 ? 'item' : 'item refused', 'data-key': `p${p.id}-${p.try}-${p.at}` },
    h('summary', {}, h('time', {}, clock(p.at)), h('strong', {}, p.event), h('span', {}, `第 ${p.try} 次`), p.trick ? badge(s.tricks[p.trick] ?? p.trick, 'odd') : null,
      badge(p.status ? `${p.status} ${p.answer || ''}` : p.answer, p.status === 200 ? 'good' : 'bad')),
    h('pre', {}, p.text)))
  return [tools, ...(list.length ? list : [none('还没有推送')])]
}
