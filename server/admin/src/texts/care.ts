import type { CareState, CareStep } from '@/api/types'

/** Care on demand: who needs help at home, and who helps. */
export const texts = {
  title: '关爱单', views: { open: '要处理的', ended: '已结束' }, view: '关爱单的进展', kind: '全部种类', empty: '没有要处理的关爱单', emptyEnded: '还没有结束的关爱单', order: '代下单',
  columns: { what: '需要什么', who: '帮谁', where: '在哪里', wanted: '最晚', state: '进展', act: '' },
  states: { open: '等人认领', claimed: '有人去帮', done: '说已办好', closed: '已确认', dropped: '不需要了' } satisfies Record<CareState, string>,
  steps: { claim: '我去帮', give_back: '退回', finish: '办好了', accept: '确认办好', reopen: '还没办好', drop: '不需要了' } satisfies Record<CareStep, string>,
  asks: { claim: '由您去帮忙？', give_back: '退回这份关爱单？', finish: '已经办好了？', accept: '确认已经办好？', reopen: '还没办好，重新找人？', drop: '不需要帮忙了？' } satisfies Record<CareStep, string>,
  means: { claim: '认领后能看到住址和电话，请尽快联系。', give_back: '会另外找人帮忙。', finish: '下单的人会来确认。', accept: '最好先问一问老人。志愿者会收到感谢。', reopen: '会重新请附近的志愿者帮忙。', drop: '已认领的志愿者会收到通知。' } satisfies Record<CareStep, string>,
  done: '好了', helper: (who: string) => `${who}帮忙`, by: (who: string, phone: string) => [`${who || '邻居'}下单`, phone].filter(Boolean).join(' · '), escalated: '久未认领', late: '已过时间',
  assign: { act: '指派', again: '换人', title: '请谁去帮忙', lead: '下面是住在同一网格、愿意帮这个忙、并且已核实的志愿者，近的在前。', who: '志愿者', none: '附近还没有合适的志愿者。可以请网格员先核实愿意帮忙的居民。', need: '请选一位', done: '已请他帮忙' },
  form: { title: '替居民下单', lead: '帮老人或不方便的居民下单。名字、门牌和需要什么，只给认领的志愿者和本网格工作人员看。', kind: '需要什么帮助', needKind: '请选需要什么帮助', where: '住在哪个微网格', needWhere: '请选微网格', name: '怎么称呼', needName: '请写怎么称呼', door: '门牌', needDoor: '请写门牌', wanted: '最晚什么时候', needWanted: '请选时间', text: '具体需要', optional: '（可以不填）', textHint: '比如：降压药一盒，医保卡在老人手里', act: '下单', done: '已下单，正在请附近的志愿者' },
}
