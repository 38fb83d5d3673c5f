import { ask, h, moment } from './dom.js'

/** The tabs that change something: consents, bad days, clock and settings. */
export function controls(world, nick) {
  const grants = (s) => consents(s)
  grants.from = (s) => s.grants
  const weather = (s) => faults(s)
  weather.from = (s) => [s.weather, s.tokens, s.quotas]
  const more = (s) => settings(s, world, nick)
  more.from = (s) => [s.settings, s.offset, s.groups, s.codes]
  return { grants: ['订阅', grants], weather: ['故障', weather], settings: ['时钟和设置', more] }
}

const act = (path, body, method) => () => { ask(path, body, method).catch((e) => { alert(e.message) }) }

function consents(s) {
  const people = Map.groupBy(s.grants, (g) => g.user)
  return [...people.values()].map((list) => h('section', { class: 'group' }, h('h2', {}, list[0].nick), list.map((g) => h('div', { class: 'line' },
    h('span', { class: 'grow' }, g.title, g.long ? h('small', {}, '长期') : null, g.off ? h('small', { class: 'bad' }, '已关闭') : null),
    h('button', { 'aria-label': `${g.nick}的${g.title}减一次`, disabled: g.left === 0, onclick: act('grants', { user: g.user, app: g.app, template: g.template, add: -1 }) }, '−'),
    h('b', { class: 'number' }, String(g.left)),
    h('button', { 'aria-label': `${g.nick}的${g.title}加一次`, onclick: act('grants', { user: g.user, app: g.app, template: g.template, add: 1 }) }, '+')))))
}

function faults(s) {
  const days = s.weather.presets.map((p) => h('label', { class: 'line' }, h('span', { class: 'grow' }, p.about, h('small', {}, p.name)),
    p.once ? h('button', { onclick: act('faults', { preset: p.name }) }, '发生一次')
      : h('input', { type: 'checkbox', role: 'switch', checked: p.on, onchange: (e) => { (e.target.checked ? act('faults', { preset: p.name }) : act('faults?preset=' + p.name, null, 'DELETE'))(); e.target.blur() } })))
  const own = (s.weather.items ?? []).filter((f) => !f.preset)
  return [
    h('section', { class: 'group' }, h('h2', {}, '坏天气'), days, h('div', { class: 'line' }, h('span', { class: 'grow' }, own.length ? `另有 ${own.length} 条自定的故障` : ''),
      h('button', { onclick: act('faults', null, 'DELETE') }, '全部停止'))),
    h('section', { class: 'group' }, h('h2', {}, '令牌'), s.tokens.length ? s.tokens.map((t) => h('div', { class: t.alive ? 'line' : 'line faded' },
      h('code', { class: 'grow' }, t.token), h('small', {}, t.kind), h('small', {}, t.alive ? `还有 ${t.left}` : '已失效'))) : h('p', { class: 'none' }, '还没有取过令牌')),
    h('section', { class: 'group' }, h('h2', {}, '今天的额度'), s.quotas.length ? s.quotas.map((q) => h('div', { class: 'line' }, h('code', { class: 'grow' }, q.path), h('small', {}, `${q.used} / ${q.daily.toLocaleString('zh-CN')}`)))
      : h('p', { class: 'none' }, '还没有用过')),
  ]
}

const JUMPS = [['1m', '1 分钟'], ['1h', '1 小时'], ['2h5m', '2 小时 5 分'], ['24h', '1 天'], ['168h', '7 天']]

const CHOICES = [
  ['watermark', '群信息带水印'], ['old_client', '旧版微信：没有 getGroupEnterInfo'], ['sent_events', '消息送出后推送结果'], ['grant_first', '先查订阅次数，再查字段（43101 先于 47003）'],
  ['no_phone', '手机号验证额度用完'], ['ask_privacy', '还没有同意隐私指引（重新打开手机生效）'],
]

function settings(s, world, nick) {
  const set = (name, value) => act('settings', { [name]: value })()
  const pick = (name, label, options) => h('label', { class: 'line' }, h('span', { class: 'grow' }, label),
    h('select', { onchange: (e) => { set(name, typeof s.settings[name] === 'number' ? Number(e.target.value) : e.target.value); e.target.blur() } }, options.map(([value, text]) => h('option', { value, selected: String(s.settings[name]) === String(value) }, text))))
  return [
    h('section', { class: 'group' }, h('h2', {}, '时钟'), h('p', { class: 'hint' }, s.offset === '0s' ? '和电脑一致' : `快了 ${s.offset}：${moment(s.now)}`),
      h('div', { class: 'line wrap' }, JUMPS.map(([advance, text]) => h('button', { onclick: act('clock', { advance }) }, '+' + text)))),
    h('section', { class: 'group' }, h('h2', {}, '微信的样子'),
      CHOICES.map(([name, text]) => h('label', { class: 'line' }, h('span', { class: 'grow' }, text), h('input', { type: 'checkbox', role: 'switch', checked: s.settings[name], onchange: (e) => { set(name, e.target.checked); e.target.blur() } }))),
      pick('spelling', '群标识的拼写', [['', '照文档'], ['opengid', 'opengid'], ['openGId', 'openGId']]),
      pick('rotate', '每次登录更换会话密钥', [[0, '从不'], [0.3, '有时'], [1, '总是']]),
      pick('subscribe_limit', '一次最多订阅的模板', [[3, '3'], [5, '5']])),
    h('section', { class: 'group' }, h('h2', {}, '群成员'), s.groups.map((g) => h('div', {}, h('h3', {}, g.name), g.members.map((m) => h('label', { class: 'line' }, h('span', { class: 'grow' }, m.nick),
      h('input', { type: 'checkbox', role: 'switch', checked: m.in, onchange: (e) => { act('groups', { group: g.id, user: m.id, in: e.target.checked })(); e.target.blur() } })))))),
    h('section', { class: 'group' }, h('h2', {}, '会话密钥'), h('div', { class: 'line wrap' }, world.phones.map((u) => h('button', { onclick: act('session/rotate', { user: u }) }, `换掉${nick[u]}的`)))),
    h('section', { class: 'group' }, h('h2', {}, '画过的小程序码'), s.codes.length ? h('div', { class: 'codes' }, s.codes.map((c) => h('figure', {}, h('img', { src: `/_sim/qr/${c.id}`, alt: c.scene }), h('figcaption', {}, c.scene)))) : h('p', { class: 'none' }, '还没有')),
    h('section', { class: 'group' }, h('h2', {}, '重来'), h('div', { class: 'line wrap' }, h('a', { class: 'button', href: '/_sim/snapshot', download: 'wechat.json' }, '存下现在的样子'),
      h('button', { class: 'danger', onclick: () => { if (confirm('清空模拟器里的消息、订阅和卡片？服务器里的数据不变。')) act('reset', {})() } }, '清空'))),
  ]
}
