import type { NoticeState, NoticeStep } from '@/api/types'

/** Notices: written, sent, and how far they reached. */
export const texts = {
  title: '通知', one: '通知详情', write: '写通知', edit: '修改通知', refresh: '刷新', search: '搜标题或内容', state: '全部状态', category: '全部分类', empty: '还没有通知', noneToApprove: '没有等您审核的通知',
  views: { label: '查看方式', all: '全部', toApprove: (n: number) => (n ? `待我审核 ${n}` : '待我审核') },
  columns: { title: '标题', state: '状态', sent: '发送时间', reached: '已触达', author: '撰写人' },
  states: { draft: '草稿', pending: '待审核', scheduled: '定时发送', sending: '正在发送', sent: '已发送', stopped: '已停止', withdrawn: '已撤回' } satisfies Record<NoticeState, string>,
  steps: { submit: '发送', approve: '审核通过', send_back: '退回修改', take_back: '收回修改', stop: '停止发送', resume: '继续发送', correct: '更正', withdraw: '撤回' } satisfies Record<NoticeStep, string>,
  asks: {
    submit: '发送给选定的居民？', approve: '审核通过？', send_back: '退回给撰写人修改', take_back: '收回来修改？', stop: '停止发送', resume: '继续发送？', correct: '更正通知', withdraw: '撤回通知',
  } satisfies Record<NoticeStep, string>,
  means: {
    submit: '发出以后可以停止、更正或撤回，但已经看到的人已经看到了。', approve: '马上发送。发出以后可以停止、更正或撤回，但已经看到的人已经看到了。', send_back: '撰写人会看到您写的原因。', take_back: '收回后变成草稿，改好再发。',
    stop: '还没发出的先不发；已经收到的人仍能看到。', resume: '接着发给还没收到的人。', correct: '已经收到的人会看到更正标记和您写的说明。', withdraw: '所有人都不再看到内容，只看到撤回原因。',
  } satisfies Record<NoticeStep, string>,
  timed: (at: string) => `到 ${at} 自动发送，在那之前可以收回修改。`,
  propose: '提交审核', proposeAsk: '提交给另一位同志审核？', proposeMeans: '审核通过以后才会发送。提交后还可以收回修改。',
  urgent: '紧急', corrected: '有更正', urgentMeans: (places: string) => `这是紧急通知：不论早晚，马上用所有渠道发给${places}的居民，并召集那里的网格员和志愿者确认收到。`,
  urgentAsk: '再确认一次：现在发出紧急通知？', urgentText: '居民的手机会马上响，夜里也一样。请确认内容和范围都没有错。', urgentAct: '确认发出', notSent: '还没有发出',
  reason: '原因', needReason: '请写一句说明', later: '定时发送', at: '发送时间', atHint: '北京时间，要晚于现在、早于有效期', needAt: '请选一个将来的时间',
  became: { draft: '已退回为草稿', pending: '已提交，等另一位同志审核', scheduled: '已定时，到时间自动发送', sending: '已开始发送', sent: '已发送', stopped: '已停止发送', withdrawn: '已撤回' } satisfies Record<NoticeState, string>,
  reached: (n: number, of: number) => `${n} / ${of} 人`,
  form: {
    title: '标题', needTitle: '请写标题', category: '分类', needCategory: '请选分类', approved: '需要另一位同志审核后才能发送', source: '来源', sourceHint: '例如发文单位和文号，居民能看到', valid: '有效期到', optional: '（可以不填）',
    summary: '摘要', summaryHint: '显示在微信消息和列表里；不填就用正文开头', body: '正文', emergency: '紧急通知：不论早晚马上发送，同时召集网格员和志愿者确认', tell: '请网格员上门或打电话告知没看到的人', service: '收不到小程序消息、但关注了服务号的人，用服务号发', save: '保存草稿', saved: '草稿已保存',
  },
  audience: { title: '发给谁', all: '全社区', tags: '只发给这些人群', tagsHint: '不选就是不分人群', people: (n: number) => `共 ${n} 人`, each: (n: number) => `${n} 人`, first: (n: number) => `其中 ${n} 人要优先当面告知`, unmapped: (n: number) => `${n} 人还没选住处`, nobody: '选中的范围里还没有人加入，发不出去', low: '能收到微信消息的不到一半，建议同时这样做：', take: { tell: '请网格员告知', service: '用服务号发' } as Record<string, string>, already: '（已选）' },
  questions: {
    title: '居民提问', waiting: (n: number) => (n ? `居民提问（待答复 ${n}）` : '居民提问'), views: { open: '待答复', all: '全部' }, none: '还没有人提问', noneOpen: '没有等待答复的提问', nameless: '居民', askedAt: (at: string) => `${at}提问`, answeredAt: (at: string) => `${at}答复`, due: (at: string) => `请在${at}前答复`, owner: (name: string) => (name ? `由${name}答复` : ''),
    reply: '答复', answerTitle: '答复提问', answer: '答复内容', answerHint: '提问的人会收到', send: '发送答复', needAnswer: '请写答复内容', answered: '已答复', published: '已答复，并放进常见问答', publish: '同时放进常见问答，所有看通知的人都能看到',
    asShown: '显示给大家的问题', asShownHint: '请去掉姓名、门牌号这些个人信息', more: '加载更多',
    faqs: '常见问答', noFaq: '还没有常见问答。答复提问时可以一起放进来，也可以先写好。', faqAdd: '添加问答', faqEdit: '修改', faqDrop: '删除', faqSave: '保存', faqQuestion: '问题', needQuestion: '请写问题', faqSaved: '已保存', faqDropAsk: '删除这条问答？', faqDropped: '已删除',
  },
  calls: { title: '紧急召集', volunteer: '志愿者', name: '姓名', place: '网格', silent: (n: number) => `还没回应 ${n}`, all: (n: number) => `全部 ${n}`, everybody: '所有人都回应了“收到”', at: '回应', not: '还没有回应', nobody: '发送范围里没有在岗的网格员，也没有志愿者', said: (n: number, of: number) => `${n} / ${of} 人已回应“收到”` },
  editor: {
    tools: '排版', tableTools: '表格', heading: '小标题', bold: '加粗', bullets: '列表', numbers: '编号', center: '居中', link: '链接', table: '表格', picture: '图片', choose: '选择图片', undo: '撤销', redo: '重做', sending: '正在上传',
    rowAdd: '加一行', columnAdd: '加一列', rowDrop: '删这一行', columnDrop: '删这一列', merge: '合并或拆分单元格', tableDrop: '删除表格',
    noPicture: '这里只能放图片，其他文件请放到附件里', nearly: '正文快到长度上限了，较长的内容建议放到附件里', tooLong: '正文太长，请删减一些，或把较长的内容放到附件里',
    linkTitle: '加链接', linkDone: '确定', address: '网址或电话', addressHint: '电话可以直接拨打；网址居民可以复制到浏览器打开。清空就是去掉链接。', noAddress: '请写完整的网址或电话号码', linkWords: '显示的文字', linkWordsHint: '不填就显示网址或电话本身',
  },
  files: {
    title: '附件', hint: '图片、PDF、Word、Excel、PPT，每个不超过 10 MB，最多 9 个', add: '添加附件', sending: '正在上传', retry: '再试一次', heavy: '超过 10 MB，请压缩后再传', many: (n: number) => `最多 ${n} 个附件，多出的没有添加`,
    up: (name: string) => `把${name}往前移`, upShort: '前移', remove: (name: string) => `移除${name}`, removeShort: '移除',
  },
  correcting: {
    title: '更正通知', means: '没有改动的内容保持原样。已经收到的人会看到更正标记和您写的说明；还没发出的按更正后的发。', what: '改了什么', whatHint: '收到通知的人都会看到，例如“停水改为 9 点开始”', needWhat: '请写明改了什么',
    summaryHint: '显示在微信消息和列表里；不填就用正文开头', act: '发布更正', done: '已更正', sameAsk: '内容没有改动', sameText: '标题、正文和附件都和原来一样，只会给居民看到您写的说明。确定这样发布吗？', mayNot: '这条通知现在不能更正',
  },
  failures: {
    title: '没有送到微信的', means: '这些人仍能在小程序的消息里看到，只是没有收到微信提醒。', people: (n: number) => `${n} 人`, again: '可以重发', inbox: '已在小程序消息里', retry: (n: number) => `给这 ${n} 人重发`, code: (n: number) => `微信错误码 ${n}`, retried: (n: number) => `正在给 ${n} 人重发`,
    states: { failed: '发送失败', dead: '试了多次都没有成功', refused: '对方关闭了这类消息', no_grant: '对方没有剩余的订阅次数' } as Record<string, string>,
  },
  share: { title: '发到群里的话', copy: '复制', copied: '已复制，可以粘贴到微信群', copyFailed: '没有复制成功，请选中文字后手工复制' },
  preview: {
    title: '预览', card: '微信消息', page: '通知页面', meanings: { title: '事项', status: '类型', time: '时间', place: '来源', note: '说明' } as Record<string, string>, cut: '微信对每一行有字数限制，超出的部分显示为“…”。', noCard: '本社区还没有这类微信消息模板，只在小程序里提醒。', none: '写好标题和分类后，这里会显示预览',
  },
  detail: { to: '发送对象', all: '全社区', progress: '发送进度', expanded: (n: number, of: number) => `已发给 ${n} / ${of} 人`, deliveries: '微信消息', receipts: '回执', history: '经过', gone: '没有找到这条通知', drop: '删除草稿', dropAsk: '删除这份草稿？', dropText: '删除后不能恢复。', dropped: '草稿已删除', approver: '审核人', correction: (at: string) => `${at} 更正：`,
    waits: '等另一位同志审核。自己写的通知不能由自己审核。', decide: '请看过内容、发送对象和微信消息的样子，再审核或退回。',
    why: { draft: '退回原因：', stopped: '停止原因：', withdrawn: '撤回原因：' } as Partial<Record<NoticeState, string>>,
  },
  counts: { targeted: '对象', read: '已读', confirmed: '已知晓', told: '当面告知', unreached: '未触达' },
  deliveries: { sent: '已送达微信', waiting: '等待发送', refused: '没有授权', failed: '发送失败', halted: '停止前未发' }, ended: (n: number, of: number) => `微信消息：已处理 ${n} / ${of} 条`, noMessages: '范围里没有人能收到微信消息，都放进了小程序的消息里。',
  more: (n: number) => `显示全部 ${n} 个微网格`, less: '只显示最前面的', place: '微网格', noPlace: '还没选住处',
}
