import type { CareOrder } from '../api/types'

type State = CareOrder['state']
type Step = CareOrder['may'][number]

/** Help at home: ordered by whoever needs it, his family or his worker; given by a volunteer near by. */
export const CARE = {
  title: '敲门关爱', order: '请人帮忙', orderHint: '买药、买菜、打扫、陪看病，邻居志愿者上门', offer: '我愿意帮忙', offering: (what: string) => `您愿意帮：${what}`, offerHint: '选好能帮的事，附近有人需要时告诉您',
  none: '还没有关爱单', noneHint: '需要帮忙时，点上面“请人帮忙”', open: '附近需要帮忙', mine: '和您有关的',
  states: { open: '正在找人', claimed: '有人去帮', done: '说已办好，请确认', closed: '已办好', dropped: '已取消' } satisfies Record<State, string>,
  before: (when: string) => `${when}前`, who: '帮谁', door: '住在', what: '需要', helper: '谁来帮', where: '在哪里', hidden: '认领以后才看得到名字和门牌',
  steps: { claim: '我去帮', give_back: '我去不了，退回', finish: '已经办好', accept: '确认办好了', reopen: '还没办好', drop: '不用帮忙了' } satisfies Record<Step, string>,
  asks: { claim: '您去帮这位邻居？', give_back: '退回这份关爱单？', finish: '已经办好了？', accept: '确认已经办好？', reopen: '还没办好？', drop: '不用帮忙了？' } satisfies Record<Step, string>,
  means: { claim: '认领后能看到名字和门牌，请尽快联系。', give_back: '我们会另外找人。', finish: '会请对方确认一下。', accept: '志愿者会收到您的感谢。', reopen: '我们会重新找人帮忙。', drop: '已认领的志愿者会收到通知。' } satisfies Record<Step, string>,
  assign: '请一位志愿者去', assignLead: '住得近、愿意帮这个忙、住处核实过的，近的在前。', whom: '看看能请谁', askHim: '请他去', nobodyNear: '附近还没有合适的志愿者。可以先核实愿意帮忙的居民，或者自己去一趟。', assignAsk: (name: string) => `请${name}去帮忙？`, assignHint: '他会收到通知，也能看到门牌。', assigned: '已请他去',
  yes: '好的', no: '再想想', done: '好了',
}

/** What somebody orders. */
export const ORDER = {
  kind: '需要帮什么忙', name: '怎么称呼', nameHint: '比如：李奶奶', door: '门牌', doorHint: '比如：1 号楼 3 单元 301',
  day: '最晚哪天', days: { today: '今天', tomorrow: '明天' }, hour: '几点前', text: '具体说说', textHint: '比如：降压药一盒', private: '名字和门牌只给来帮忙的人和网格工作人员看。', send: '请人帮忙', done: '好了，正在找人',
  needKind: '请选需要帮什么忙', needName: '请写怎么称呼', needDoor: '请写门牌', late: '这个时间已经过了，请选晚一点', homeless: '选好住处，就能请人帮忙', choose: '选择我住的地方', none: '本社区还没有开通，请联系网格员',
}

/** What somebody offers to do for others. */
export const OFFER = {
  lead: '选您愿意帮的事。附近有人需要时会问您，去不去您来定。', verified: '上门帮忙要先由网格员核实住处。没核实也可以先选好。', save: '保存', done: '保存好了', none: '本社区还没有开通，请联系网格员',
}
