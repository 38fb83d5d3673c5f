import type { Standing } from '@/api/types'

/** Activities: when they are, who comes, how long people served. */
export const texts = {
  title: '活动', one: '活动详情', oneSeries: '系列详情', back: '回到列表', make: '发起活动', refresh: '刷新',
  view: '活动的几种看法', views: { calendar: '日历', list: '列表', series: '系列活动', hours: '时长核定', certificates: '服务证明', care: '关爱单', talents: '社区达人', family: '家人授权' },
  weekdays: ['日', '一', '二', '三', '四', '五', '六'], weekday: (n: number) => `周${'日一二三四五六'[n]}`,
  kind: '全部类型', search: '搜名称或地点', from: '从哪天', until: '到哪天',
  standings: { coming: '将要开展', over: '已结束', off: '已取消' } satisfies Record<Standing, string>,
  all: '全部', empty: '还没有活动', noHere: '这里没有活动',
  columns: { title: '活动', when: '时间', where: '在哪里', people: '报名', organiser: '组织者' },
  room: (taken: number, capacity: number) => `${taken} / ${capacity}`, waits: (n: number) => `候补 ${n}`, changed: '已单独调整', cancelled: '已取消', ofSeries: '系列',
  span: (day: string, from: string, until: string) => `${day} ${from}–${until}`,
  calendar: {
    month: '按月', week: '按周', scale: '日历范围', before: '往前', after: '往后', today: '今天', title: (y: number, m: number) => `${y} 年 ${m} 月`, range: (a: string, b: string) => `${a} 至 ${b}`,
    named: (name: string, work: boolean) => (work ? `${name}上班` : name), places: (n: number) => `${n} 处`, more: (n: number) => `还有 ${n} 项`, day: (d: string, n: number) => `${d}，${n} 场活动`, none: '这段时间没有活动', noneHint: '可以往前往后翻，或者发起一个活动。',
    start: (time: string, title: string) => `${time} ${title}`,
  },
  form: {
    lead: '先填基本情况，再定时间和名额。发起后居民马上能看到。', kind: '哪一类', needKind: '请选活动类型', title: '活动名称', titleHint: '比如：周五一起扫楼院', needTitle: '请写活动名称',
    where: '在哪个范围办', whereHint: '不选网格，就是全社区的活动。', place: '集合地点', needPlace: '请写集合地点', bring: '请带上', text: '说明', optional: '（可以不填）',
    audience: '谁能报名', everyone: '全社区的居民', near: '只限上面范围里的居民', children: '孩子可以参加（由监护人报名并同意）',
    repeat: '多久办一次', once: '只办一次', weekly: '每周一次', monthly: '每月一次', day: '哪一天', needDay: '请选一天', weekday: '星期几', nth: '每月第几个', nths: { 1: '第一个', 2: '第二个', 3: '第三个', 4: '第四个', '-1': '最后一个' },
    starts: '从哪天开始', ends: '到哪天为止', needStarts: '请选从哪天开始', each: '在哪里办', eaches: { once: '只在上面的范围办一处', grid: '每个网格各办一处', micro_grid: '每个微网格各办一处' }, always: '节假日也办',
    shifts: '班次', name: '班次名称', nameHint: '只有一班可以不填', begins: '开始', lasts: '时长（分钟）', capacity: '名额', needs: '需要的特长', skills: '还要会什么', addShift: '再加一班', dropShift: '去掉这一班',
    needShift: '请写对每一班的开始时间、时长（10–1440 分钟）和名额（1–10000）', send: '发起', sendSeries: '发起系列', done: '活动发起好了', doneSeries: '系列发起好了',
  },
  preview: {
    title: '未来一年在哪几天办', wait: '选好星期和开始日期，这里会列出办的日子。', total: (held: number, places: number) => (places > 1 ? `一共 ${held} 天，每天 ${places} 处` : `一共 ${held} 次`), skipped: (n: number) => `遇节假日跳过 ${n} 次`,
    unknown: (day: string) => `${day} 以后的放假安排还没公布，公布后同样会自动跳过。`, off: (why: string) => `${why}，不办`, none: '这段时间里没有符合的日子。',
  },
  words: { title: '修改活动', act: '保存', done: '改好了', moved: '地点变了会通知已报名的人。', alone: '这是系列里的一次；修改后它不再跟着系列变。' },
  shift: { add: '加一个班次', edit: '修改班次', act: '保存', done: '班次改好了', less: (n: number) => `名额少于已报名的 ${n} 人：最后报名的会改为候补，并收到通知。`, more: '名额增加后，会按先后问候补的人要不要。', day: '日期', bad: '请写对开始时间、时长和名额', moved: '时间变了会通知已报名的人。' },
  merge: { title: '合并班次', act: '合并', into: '并到哪一班', lead: '两班的名额和报名的人合在一起，按报名先后排；并走的人会收到通知。', need: '请选并到哪一班', done: '合并好了' },
  clash: { title: (n: number) => `${n} 位那时已报名别的班次`, text: (names: string, of: number) => `${names}${of ? ` 等 ${of} 位` : ''}。继续的话，会取消他们这一次的报名，并告诉他们。`, act: '继续，取消他们这一次', kept: '没有改动。可以换一个时间或班次。' },
  cancel: { title: '取消活动', act: '取消活动', reason: '为什么取消', hint: '原因会原样告诉报名的人。', need: '请写为什么取消', done: '活动已取消', told: (n: number) => `会通知 ${n} 位报名的人，不能恢复。` },
  remove: { title: (who: string) => `把${who}移出名单`, act: '移出', reason: '原因', hint: '会原样告诉报名的人。', need: '请写原因', done: '已移出' },
  guest: { title: '代居民报名', act: '报名', lead: '给不用手机的居民报名。有变化时系统会通知您，请您转告他。', name: '他是谁、怎么联系', hint: '比如：李桂兰，1 号楼 301，电话 13800005678。只有组织者看得到。', need: '请写他是谁', shift: '哪一班', done: (waits: boolean) => (waits ? '名额满了，已排进候补' : '报名好了'), confirm: '代他确认', confirmed: '已确认' },
  detail: {
    gone: '没有找到这个活动', off: (why: string) => `活动已取消：${why}`, series: '属于一个系列', toSeries: '看这个系列', edit: '修改', addShift: '加班次', cancel: '取消活动', place: '地点', where: '范围', who: '谁能报名', bring: '请带上', text: '说明', organiser: '组织者', kids: '孩子可以参加',
    shifts: '班次', people: '报名与候补', attendance: '签到与时长', editShift: '修改', merge: '合并', guest: '代报名', closed: '已截止', needs: '请有特长的人：', findSkilled: '看看达人名录里谁会', skills: (s: string) => `需要：${s}`, private: '名字和电话只给组织者看，请不要外传。',
  },
  roll: {
    search: '搜名字', allShifts: '全部班次', allStates: '全部', states: { confirmed: '已报名', offered: '等他确认', waiting: '候补' }, inLine: (n: number) => `候补第 ${n} 位`, none: '还没有人报名', nobody: '邻居', found: '没有符合条件的人',
    relations: { self: '', child: '孩子', parent: '父母', guest: '代报名' }, by: (who: string) => `${who}报的名`, remove: '移出', columns: { who: '谁', shift: '班次', state: '状态', at: '报名时间', act: '' }, count: (n: number, of: number) => (n < of ? `显示 ${n} / ${of} 人` : `共 ${of} 人`), more: '显示更多',
  },
  result: {
    tab: '照片与小结', photos: '照片', photosHint: '最多 9 张。通过审核的照片，居民才看得到；请不要拍到孩子的正脸。', add: '传照片', cover: '换封面', isCover: '封面', none: '还没有照片', remove: '删除', removeAsk: '删除这张照片？', removeText: '删除后不能恢复。', removed: '已删除', added: '已上传，等待审核',
    verdicts: { pending: '待审核', pass: '已公开', review: '需要您看一看', risky: '未通过审核' }, show: '可以公开', hide: '不公开', judged: '好了', open: (n: number) => `查看第 ${n} 张照片`,
    text: '活动小结', textHint: '来的人会收到，也会出现在附近居民的幸福清单里。', save: '发布小结', saved: '小结已发布', need: '请写小结', early: '活动开始以后可以写小结。',
  },
  booth: {
    fair: '这是集市：按摊位排时段、发号、叫号', booths: '摊位', name: '摊位名称', nameHint: '比如：理发', from: '从几点', until: '到几点', minutes: '每段（分钟）', capacity: '每段名额', add: '再加一个摊位', drop: '去掉这个摊位', need: '请写对每个摊位的名称、起止时间、每段时长（5–1440 分钟）和名额',
    number: (n: number) => `${n} 号`, called: (n: number) => (n ? `叫到 ${n} 号` : '还没叫号'), call: '叫号', callTitle: (booth: string) => `${booth}：叫几号`, callHint: '叫到的人会收到微信消息；晚到的可以再叫。', needNumber: '请写号码', done: (n: number) => `已叫 ${n} 号`, slots: (n: number, taken: number, capacity: number) => `${n} 段，${taken} / ${capacity} 人`,
  },
  hours: {
    all: (n: number) => `全部通过（${n}）`, allAsk: (n: number) => `通过这一页的 ${n} 条时长？`, allText: '只包括由您核定的。请先看过每一条的原因；核定后计入他们的服务记录。', allRuns: (n: number, of: number) => `正在通过 ${n} / ${of}`, allDone: (n: number) => `已通过 ${n} 条`, noneHint: '组织者补录、本人申请更正的时长，会在这里等另一个人核定。', waiting: '等待核定', decided: '已核定', views: '核定情况', none: '没有等待核定的时长', noneDecided: '还没有核定过的时长', hours: (m: number) => `${Math.floor(m / 6) / 10} 小时`, minutes: (m: number) => `${m} 分钟`,
    kinds: { measured: '签到签退', supplemented: '组织者补录', disputed: '本人申请更正' }, columns: { who: '谁', activity: '活动', was: '现在计', now: '改为', why: '原因', act: '' }, by: (who: string) => `${who}提出`, decidedBy: (who: string) => `${who}核定`,
    accept: '通过', refuse: '不通过', own: '要由另一个人来核定', acceptAsk: (who: string, h: string) => `把${who}的时长定为 ${h}？`, acceptText: '核定后计入他的服务记录，他会收到通知。', refuseAsk: '不通过这条更正？', refuseText: '他会收到通知；原来的时长不变。', done: '已核定',
    supplement: '补录', supplementTitle: (who: string) => `补录${who}的时长`, length: '服务了多久（分钟）', reason: '原因', reasonHint: '比如：到场后手机没电，没能签退。要由另一个人核定后才算数。', needLength: '请写 0 到 1440 的整数', needReason: '请写原因', supplemented: '已提交，等另一个人核定',
    history: '经过', unknown: '没有记录', accepted: '通过', refused: '没有通过', waits: '等待核定', counts: '以此为准', noService: '这类活动不计志愿服务时长', present: '人', record: '现在计', nobody: '还没有确定参加的人', before: '活动开始后，这里会有签到和时长。',
  },
  exports: {
    open: '导出时长', hours: '按国家志愿服务记录的要求，一人一次一行。孩子不在其中。', from: '从哪天', until: '到哪天', need: '请选起止日期', wrong: '结束日期不能早于开始日期',
    activities: (narrowed: boolean) => `${narrowed ? '按现在的筛选导出' : '导出这一栏的全部活动'}：时间、地点、班次、报名和候补的人数，没有报名人的姓名。`, roll: '导出名单', signups: '这个活动报名和候补的人。有姓名，请妥善保管，不要外传。',
  },
  series: {
    empty: '还没有系列活动', emptyHint: '每周、每月都办的活动，建一次系列就会自动排好。', ended: '已结束', search: '搜系列名称', columns: { title: '系列', rule: '什么时候', where: '在哪里', planned: '已排到' }, running: '正在进行', allStates: '全部',
    weekly: (d: string) => `每${d}`, monthly: (n: string, d: string) => `每月${n}${d}`, until: (d: string) => `到 ${d}`, holidays: '节假日也办', skips: '节假日跳过', each: { once: '', grid: '每个网格', micro_grid: '每个微网格' },
    occurrences: '已排的活动', next: '接下来一年', edit: '修改系列', end: '结束系列', editLead: '还没开始、没有单独调整过的各次会一起改；已报名的人会收到通知。日期、范围和类型不能改。', editDone: '系列改好了', endTitle: '结束这个系列', endLead: '以后各次都会取消，已报名的人会收到原因。', endDone: '系列已结束', gone: '没有找到这个系列', act: '保存',
  },
  organisers: {
    open: '组织者', title: '谁可以发起活动', lead: '网格员、网格长和社区工作人员本来就可以。这里是另外给了权限的志愿者和合作单位。', none: '还没有另外给过权限', who: '居民', pick: '选微网格后，在已核实的居民里选', organisation: '代表哪个单位', organisationHint: '志愿者自己发起，可以不填', add: '给他权限', given: '给好了',
    remove: '收回', removeAsk: (name: string) => `收回${name}的权限？`, removeText: '他已经发起的活动还在，以后不能再发起。', removed: '已收回', nobody: '这里还没有已核实的居民',
  },
}
