import type { GroupDecision, GroupDetail, GroupDigest, GroupDispute, GroupMark, GroupStage, GroupVerdict } from '@/api/types'

const marks: Record<GroupMark, { name: string; means: string }> = {
  unbound: { name: '未绑定', means: '网格员在手机上打开“工作台—微信群”，一分钟就能绑定' },
  pending: { name: '待确认', means: '已由网格员绑定，等网格长或社区确认' },
  active: { name: '使用中', means: '群里的居民点开卡片就能加入本微网格' },
  conflict: { name: '有争议', means: '归属有争议，决定之前没有变化' },
  suspended: { name: '已暂停', means: '绑定的人已不在群里，需要重新绑定一次' },
  silent: { name: '久无动静', means: '很久没有人打开卡片；往群里发一张，有人打开就会恢复' },
}

const decisions: Record<GroupDecision, (d: GroupDispute) => string> = {
  keep: (d) => (d.kind === 'taken' ? `维持：仍属“${d.holder.name}”` : '维持原来绑定的微信群'),
  move: (d) => `改为：归“${d.claimant.name}”，原绑定解除`,
  replace: () => '换成新的微信群，原来的解除',
  also: () => '两个微信群都属于本微网格',
}

export const texts = {
  title: '微信群',
  bound: (bound: number, total: number) => `${bound} / ${total} 个使用中`,
  view: '查看方式',
  views: { board: '全部微信群', digests: '本周小结', conflicts: '归属争议', leaks: '群外打开' },
  waiting: (n: number) => (n ? `（${n}）` : ''),
  refresh: '刷新', words: '搜索群名、微网格或绑定人', legend: '图例', marks, all: '全部',
  tile: (name: string, mark: string) => `${name}，${mark}`,
  empty: '还没有登记微信群', emptyHint: '微信群由管理员从表格导入，也可以在这里逐个添加。',
  add: '添加微信群',
  adding: { micro: '微网格', microHint: '请选择', name: '群名', members: '群人数', act: '添加', done: (name: string) => `已添加“${name}”`, nameMissing: '请填写群名', microMissing: '请选择微网格' },
  importing: {
    begin: '从表格导入', title: '从表格导入微信群', lead: '选择 CSV 或 Excel 表格，第一行是列名：群名、微网格（填编号，如 01-01）、网格员（可不填，填了就核对）、成员数。先逐行核对，确认后才写入。',
    pick: '选择表格', other: '换一个表格', act: '写入', done: (n: number) => `已写入 ${n} 行`, cancel: '取消', file: (name: string) => `表格：${name}`,
    verdicts: { new: '新增', changed: '更新', same: '不变', mistake: '有错误' } satisfies Record<GroupVerdict, string>,
    all: '全部', show: '只看', line: '行', was: (was: number, now: number) => `${was} → ${now} 人`, people: (n: number) => `${n} 人`, whole: '整个表格',
    columns: { line: '行', verdict: '结果', name: '群名', micro: '微网格', members: '成员数' }, at: (column: string, text: string) => (column ? `“${column}”${text}` : text),
    bad: (n: number) => `有 ${n} 行需要改。请在表格里改好，再重新选择；现在什么都没有写入。`, nothing: '表格和现有登记完全一样，不用写入。', ready: (made: number, changed: number) => `将新增 ${made} 个群，更新 ${changed} 个群的人数。`,
  },
  detail: {
    opening: '微信群', gone: '没有找到这个群', place: '微网格', boundBy: '绑定人', none: '—', reconfirm: '绑定人已离任，请接手的网格员在群里重新绑定一次',
    reach: (since: string) => `群里的触达（${since} 起）`, opens: '点开卡片', joins: '首次加入', moves: '从别的微网格改来', declared: '群人数', undeclared: '还没有登记', opened: '最近点开', never: '还没有',
    messages: '消息触达（本微网格）', residents: '已加入的居民', subscribed: (n: number, ready: number) => `${n} 人，其中 ${ready} 人现在能收到微信通知`,
    sent: '同期的通知', confirmed: (m: GroupDetail['messages']) => (m.sent ? `送给居民 ${m.sent} 人次：${m.confirmed} 人次点了“已知晓”，${m.told} 人次由网格员当面或电话告知` : '没有发过'),
    openings: (times: number, people: number) => `${times} 次，${people} 人`, times: (n: number) => `${n} 人次`, at: (n: number, date: string) => `${n} 人（${date} 登记）`,
    hint: '点开的次数和人数含工作人员自己；首次加入是以前没有加入过微网格的人。只知道有多少人点开过卡片；不知道群成员，也看不到聊天内容。',
    history: '经过', noHistory: '还没有记录',
    activate: '确认绑定', activateAsk: (name: string) => `确认“${name}”是本微网格的群？`, activateText: '请先向网格员核对群名。确认后，群里的居民点开卡片就能加入本微网格。', activated: '已确认',
    unbind: '解除绑定', reason: '原因', reasonHint: '例如：群已解散。已加入的居民不受影响，经过会保留。', reasonMissing: '请写明原因', unbound: '已解除绑定',
    declare: '更新群人数', members: '现在群里有多少人', membersBad: '请填 1 到 500 之间的数', declared2: '已更新',
  },
  conflicts: {
    none: '没有归属争议', all: '也看已决定的',
    columns: { what: '争议', sides: '双方', raised: '提出', act: '' },
    kinds: { taken: '同一个微信群，两边都要绑定', second: '一个位置，两个微信群都要绑定' } satisfies Record<GroupDispute['kind'], string>,
    holder: '现属', claimant: '申请', by: (name: string) => `由 ${name} 提出`,
    decide: '决定', title: '决定微信群的归属', which: '怎样决定', why: '理由', optional: '（可不填）', choose: '请选一种决定', decided: '已决定，双方都会收到消息',
    waits: (judges: string) => `等${judges}决定`, was: (who: string, what: string) => `${who}：${what}`,
    words: decisions, short: { keep: '维持原来的绑定', move: '改归申请方', replace: '换成新的微信群', also: '两个都保留' } satisfies Record<GroupDecision, string>,
  },
  digests: {
    name: '本周小结', explain: '每个群每周一张：这一周新反映、解决和在办的事，加一条通知（如惠民政策）和一个活动，不含任何人的信息。没有发出的每天自动按最新情况重做；网格员在手机上一点就能发到群里。',
    sum: (shared: number, total: number) => `本周小结：${total} 张里 ${shared} 张点过发送`, words: '搜索群名或微网格',
    stages: {
      made: { name: '待发送', means: '已生成，等网格员在手机上发到群里' }, shared: { name: '点过发送', means: '网格员点过发送；是否真的发出，微信不告诉我们，有人点开才知道' },
      opened: { name: '有人点开', means: '群里已有人点开' }, quiet: { name: '不用发', means: '这一周没有新情况，不用发小结' },
    } satisfies Record<GroupStage, { name: string; means: string }>,
    columns: { group: '微信群', figures: '新反映/解决/在办', items: '通知和活动', stage: '进度' },
    figures: (d: GroupDigest) => `${d.reported} / ${d.solved} / ${d.open}`, told: (d: GroupDigest) => `新反映 ${d.reported} 件，解决 ${d.solved} 件，在办 ${d.open} 件`, policy: '通知', activity: '活动', days: (from: string, until: string) => `${from} 至 ${until}`,
    opened: (people: number, times: number) => `${people} 人点开 ${times} 次`, sharedAt: (at: string) => `${at} 点发送`, madeAt: (at: string) => `${at} 生成`, notMade: '还没有生成',
    make: '全部重新生成', made: (n: number) => `已按现在的情况重做，共 ${n} 个群`, look: '看卡片', again: '重新生成', another: '再做一张', madeOne: '已重新生成',
    anotherAsk: '这张已点过发送，再做一张新的？', anotherText: '群里已有的那张不会变；新的一张要由网格员再发一次。', picture: '聊天里看到的样子', noPicture: '没有图片时，微信用页面截图代替',
  },
  leaks: {
    none: '没有发现卡片流到群外', explain: '有人在没有绑定的微信群里打开了我们的卡片：可能是发错了群，也可能是还没有绑定的本网格群。',
    columns: { group: '哪个群的卡片', opens: '打开', last: '最近一次' }, opened: (opens: number, people: number) => `${people} 人，${opens} 次`,
  },
}
