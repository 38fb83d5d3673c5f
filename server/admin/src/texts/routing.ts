import type { RoutingHours, RoutingMode } from '@/api/types'

const modes: Record<RoutingMode, string> = { assign: '指派', grab: '领办', rotate: '轮流' }
const modeHints: Record<RoutingMode, string> = {
  assign: '交给第一个在岗的人。', grab: '放入待领办，本网格的网格员都收到消息，谁先领办就由谁负责；没有人领办之前由网格长负责。', rotate: '大家轮流，交给最久没有轮到的人。',
}
const hours: Record<RoutingHours, string> = { any: '任何时间', service: '服务时间内', outside: '服务时间外' }

export const texts = {
  title: '派单规则',
  lead: '居民提交诉求后，从上到下看规则，用第一条符合的；都不符合时，交给本微网格的网格员。改动从下一条诉求开始生效。',
  modes, modeHints, hours,
  add: '新增规则',
  save: '保存改动',
  drop: '放弃改动',
  dropAsk: { title: '放弃没有保存的改动？', text: '规则会回到上次保存的样子。', act: '放弃', cancel: '继续修改' },
  unsaved: '改动还没有保存，右边已按改动后的规则试算。',
  undoing: (version: number) => `正在查看第 ${version} 版的规则，保存后才会生效。`,
  none: '还没有规则',
  noneHint: '诉求都交给本微网格的网格员。需要按类别、网格或时间另作安排时，可以新增规则。',
  from: (version: number, at: string, who: string) => `第 ${version} 版，${who} ${at} 保存`,
  imported: '导入时',
  conditions: '什么情况',
  everything: '所有诉求',
  goes: '交给',
  gridPool: '本网格的网格员',
  ownLeader: '本网格的网格长',
  ownWorker: '本微网格的网格员',
  gridWorkers: '本网格的网格员',
  staff: '社区工作人员',
  leaderOf: (place: string) => `${place}的网格长`,
  workerOf: (place: string) => `${place}的网格员`,
  gone: '已不在岗的人员',
  goneCode: (code: string) => `${code}（已没有）`,
  people: (names: string[], n: number) => (n > names.length ? `${names.join('、')}等 ${n} 人` : names.join('、')),
  off: '已停用',
  act: { up: '上移', down: '下移', edit: '修改', stop: '停用', start: '启用', remove: '删除' },
  removeAsk: (name: string) => ({ title: `删除“${name}”？`, text: '保存之后才会真正删除，以前的版本里仍能找到。', act: '删除', danger: true }),
  form: {
    add: '新增规则', edit: '修改规则', act: '确定', name: '名称', nameHint: '写清楚用在哪里，如“下班后的安全隐患”', category: '类别', anyCategory: '不限类别', domain: '领域', anyDomain: '不限领域',
    place: '网格', anyPlace: '整个社区', anyMicro: '不限微网格', hours: '时间', mode: '方式', target: '交给谁', byRole: '按岗位', byPeople: '指定人员', byRoleHint: '岗位换人后不用改规则。', peopleHint: '按选择的先后排序。',
    role: '岗位', roles: { worker: '网格员', leader: '网格长', staff: '社区工作人员' }, where: '哪里的', own: '诉求所在处的', choosePeople: '输入姓名查找，可以选多人', needName: '请填写名称', sameName: '已有同名的规则，请换一个名称',
    needPeople: '请选择至少一个人',
  },
  saving: { title: '保存派单规则', act: '保存', text: '从下一条诉求开始，按改动后的规则派单。已经派出的诉求不变。', note: '改了什么', noteHint: '写一句，方便以后查看', optional: '（选填）', done: '规则已保存', warned: (n: number) => `还有 ${n} 处提醒没有处理，可以先保存，以后再改。` },
  history: { title: '历史版本', lead: '每次保存都留下一个版本，可以找回任何一版。', now: '正在使用', look: '取回这一版', none: '还没有保存过规则', more: '查看更早的版本', noNote: '没有写说明' },
  trial: {
    title: '试一试：会派给谁', lead: '不会真的派单，也不占轮次。', category: '类别', place: '地点', unknown: '不选微网格，就按还不知道在哪里试', time: '提交时间', timeHint: '不填就是现在', choose: '选择类别', answer: '结果',
    open: '服务时间内', closed: '服务时间外', lines: '逐条看规则', pool: (n: number) => `会通知 ${n} 位网格员：`, more: (n: number) => `等 ${n} 人`, need: '选择类别后，这里会显示结果。', noRules: '没有规则',
  },
}
