import type { Export } from '@/api/types'

const states: Record<Export['state'], string> = { queued: '排队中', running: '正在生成', done: '已生成', failed: '没有成功，请缩小范围再导出' }

export const texts = {
  begin: '导出',
  running: (percent: number) => `导出中 ${percent}%`,
  title: '导出为 Excel 表格',
  lead: (total: string, narrowed: boolean) => `${narrowed ? '按现在的筛选导出' : '导出这一栏的全部诉求'}，${total}。表格里有内容、答复、地点、负责人和期限，没有反映人的姓名和电话。`,
  act: '开始导出',
  leave: '生成需要一点时间，可以关掉这个窗口去做别的事，好了会提醒您。',
  made: '我导出的文件',
  nothing: '还没有导出过',
  states,
  rows: (done: number, total: number) => (total ? `${done} / ${total} 条` : ''),
  file: (rows: number, size: string) => `${rows} 条 · ${size}`,
  until: (at: string) => `${at} 自动删除`,
  take: '下载',
  stop: '取消',
  remove: '删除',
  removeAsk: (name: string) => `删除“${name}”？`,
  ready: (name: string) => `“${name}”已生成，可以下载了`,
  failed: (name: string) => `“${name}”没有导出成功，请缩小范围再试`,
}
