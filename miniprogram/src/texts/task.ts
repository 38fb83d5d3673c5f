import { day } from '../lib/time'

/** Tasks that others have of a matter (协办任务). */
export const TASK = {
  title: '协办任务', mine: '请您协办',
  who: '请谁协办', whoPick: '选一位同志或一个单位', search: '搜姓名或单位', until: '最迟哪天完成',
  usual: (on: string) => `一般期限 · ${on}`,
  outsideHint: '外部单位没有账号：请您联系对方，并把对方的答复记在这里。居民会收到“已转请处理”的消息，看不到电话。',
  what: '这项任务', asked: (name: string, text: string) => `${name}：${text}`,
  due: (at: string, overdue: boolean) => `最迟${day(at)}${overdue ? '，已超期' : ''}`, ended: (at: string) => `${day(at)}结束`, result: '结果：', back: '退回说明：',
  contact: '联系对方', noPhone: '没有登记电话，请联系社区工作人员', call: (name: string, phone: string) => `${name ? `${name} ` : ''}${phone}`, callTitle: '打电话？', callYes: '拨打',
}

/** The page of all tasks. */
export const TASKS = {
  scopes: { mine: '请我办的', lead: '我请人办的', ended: '已结束的' },
  none: { mine: '没有请您协办的事', lead: '没有请别人协办的事', ended: '还没有结束的协办' },
  noneHint: { mine: '有人请您协办时，会在微信里告诉您，也会出现在这里。', lead: '在一件事里点“请人协办”，可以请同事、物业或别的单位一起办。', ended: '' },
  open: (n: string) => `${n} 项请您协办`, openHint: '看看要办什么、哪天前完成',
}
