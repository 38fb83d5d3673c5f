import type { NoticeState, NoticeStep } from '@/api/types'

/** Notices: written, sent, and how far they reached. */
export const texts = {
  title: '通知', one: '通知详情', write: '写通知', edit: '修改通知', refresh: '刷新', search: '搜标题或内容', state: '全部状态', empty: '还没有通知', emptyHint: '写好以后可以先预览，再发送。',
  columns: { title: '标题', state: '状态', sent: '发送时间', reached: '已触达', author: '撰写人' },
  states: { draft: '草稿', pending: '待审核', scheduled: '定时发送', sending: '正在发送', sent: '已发送', stopped: '已停止', withdrawn: '已撤回' } satisfies Record<NoticeState, string>,
  steps: { submit: '发送', approve: '审核通过', send_back: '退回修改', take_back: '收回修改', stop: '停止发送', resume: '继续发送', correct: '更正', withdraw: '撤回' } satisfies Record<NoticeStep, string>,
  asks: {
    submit: '发送给选定的居民？', approve: '审核通过并发送？', send_back: '退回给撰写人修改', take_back: '收回来修改？', stop: '停止发送', resume: '继续发送？', correct: '更正通知', withdraw: '撤回通知',
  } satisfies Record<NoticeStep, string>,
  means: {
    submit: '这个分类如果需要审核，会先交给另一位同志审核。', approve: '到了设定的时间就会发送；没有设定时间，马上发送。', send_back: '撰写人会看到您写的原因。', take_back: '收回后变成草稿，改好再发。',
    stop: '还没发出的先不发；已经收到的人仍能看到。', resume: '接着发给还没收到的人。', correct: '已经收到的人会看到更正标记和您写的说明。', withdraw: '所有人都不再看到内容，只看到撤回原因。',
  } satisfies Record<NoticeStep, string>,
  reason: '原因', correction: '改了什么（收到通知的人都会看到）', needReason: '请写一句说明', later: '定时发送', at: '发送时间', needAt: '请选一个将来的时间', done: (step: string) => `已${step}`,
  reached: (n: number, of: number) => `${n} / ${of} 人`,
  form: {
    title: '标题', needTitle: '请写标题', category: '分类', needCategory: '请选分类', approved: '需要另一位同志审核后才能发送', source: '来源', sourceHint: '例如发文单位和文号，居民能看到', valid: '有效期到', optional: '（可以不填）',
    summary: '摘要', summaryHint: '显示在微信消息和列表里；不填就用正文开头', body: '正文', bodyHint: '“# ”开头是小标题，“- ”开头是列表，**两边加星号**是加粗，空一行另起一段。',
    heading: '小标题', item: '列表', bold: '加粗', emergency: '紧急通知：不论早晚马上发送，同时通知网格员确认', tell: '请网格员上门或打电话告知没看到的人', save: '保存草稿', saved: '草稿已保存',
  },
  audience: { title: '发给谁', all: '全社区', tags: '只发给这些人群', tagsHint: '不选就是不分人群', people: (n: number) => `共 ${n} 人`, each: (n: number) => `${n} 人`, first: (n: number) => `其中 ${n} 人要优先当面告知`, unmapped: (n: number) => `${n} 人还没选住处`, low: '能收到微信消息的不到一半：建议请网格员告知，并把卡片发到群里。' },
  preview: { title: '预览', card: '微信消息', page: '通知页面', noCard: '本社区还没有这类微信消息模板，只在小程序里提醒。', none: '写好标题和分类后，这里会显示预览' },
  detail: { to: '发送对象', all: '全社区', progress: '发送进度', expanded: (n: number, of: number) => `已发给 ${n} / ${of} 人`, deliveries: '微信消息', receipts: '回执', history: '经过', gone: '没有找到这条通知', drop: '删除草稿', dropAsk: '删除这份草稿？', dropText: '删除后不能恢复。', dropped: '草稿已删除', share: '发到群里的话', approver: '审核人', correction: '更正：', correctBody: '正文（改成应该的样子）' },
  counts: { targeted: '对象', read: '已读', confirmed: '已知晓', told: '当面告知', unreached: '未触达' },
  deliveries: { sent: '已送达微信', waiting: '等待发送', refused: '没有授权', failed: '发送失败', halted: '停止前未发' },
  place: '微网格',
}
