import type { Certificate } from '../api/types'

/** Certificates of volunteer service. */
export const CERTIFICATE = {
  states: { asked: '等社区开具', issued: '已开具', refused: '没有开具', withdrawn: '已撤回' } satisfies Record<Certificate['state'], string>,
  range: (from: string, until: string) => `${from} 到 ${until}`, hours: (n: string) => `服务 ${n} 小时`, number: (n: string) => `编号 ${n}`, why: (text: string) => `原因：${text}`,
  open: '打开证明', noOpen: '打不开这份证明，请检查网络后再试', checks: '证明上有二维码，别人扫一扫就能核验真假。',
  ask: '申请一份证明', askHint: '学校、单位要的时候，请社区开一份。由社区工作人员核对后开具。', whom: '给谁开', self: '我自己',
  name: '证明上的姓名', nameHint: '和身份证上一样', period: '哪一段时间', periods: [{ value: 'year', label: '今年' }, { value: 'last', label: '去年' }, { value: 'all', label: '全部' }],
  send: '申请', done: '申请好了', needName: '请写上证明上的姓名',
}
