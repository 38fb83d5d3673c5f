import type { CertificateState, CertificateStep } from '@/api/types'

/** Certificates of volunteer service. */
export const texts = {
  title: '服务证明', all: '全部', view: '证明的进展', empty: '没有等待开具的证明', emptyOther: '这里没有证明', emptyHint: '居民在小程序里申请后，会出现在这里。',
  states: { asked: '等待开具', issued: '已开具', refused: '没有开具', withdrawn: '已作废' } satisfies Record<CertificateState, string>,
  steps: { issue: '开具', refuse: '不开具', withdraw: '作废' } satisfies Record<CertificateStep, string>,
  columns: { name: '姓名', span: '起止日期', hours: '时长', state: '进展', number: '编号', act: '' },
  span: (from: string, until: string) => `${from} 至 ${until}`, by: (who: string, phone: string) => [`${who || '居民'}申请`, phone].filter(Boolean).join(' · '), undecided: '有时长还没核定，先去核定', toHours: '去核定',
  issueAsk: (name: string, hours: string) => `给${name}开具 ${hours}的证明？`, issueText: '开具后有编号和验证码，任何人都可以核对。', issued: '已开具，他会收到通知',
  reason: { refuse: { act: '不开具', reason: '原因', hint: '会告诉申请的人。', need: '请写原因' }, withdraw: { act: '作废', reason: '为什么作废', hint: '会告诉申请的人；核对时会显示已作废。', need: '请写为什么作废' } },
  asks: { refuse: (name: string) => `不给${name}开具证明`, withdraw: (name: string) => `作废${name}的证明` }, done: '好了',
}
