/** An activity as its organiser makes it. */
export const MAKE = {
  entry: '发起活动', entryHint: '一起打扫、上门关爱、义诊、课堂', guest: '这里给网格员和社区工作人员用', home: '回到首页',
  kind: '哪一类', kindPick: '选一类活动', title: '活动名称', titleHint: '比如：周五一起扫楼院', where: '在哪里办', areas: { worker: '本微网格', leader: '整个网格', community: '整个社区' },
  place: '集合地点', placeHint: '比如：1 号楼前小花园', repeat: '多久办一次', repeats: [{ value: 'once', label: '只办一次' }, { value: 'week', label: '每周' }, { value: 'month', label: '每月' }], repeatHint: '和第一次同一个星期几；遇节假日自动跳过。', firstDay: '第一次是哪一天', doneSeries: '系列发起好了',
  day: '哪一天', dayPick: '选一天', daySearch: '搜日期，比如 12月5日', noDay: '没有这一天', from: '几点开始', hours: '多长时间', hourText: (n: number) => `${n} 小时`,
  fair: '这是集市', fairHint: '按摊位排时段，来的人取号，现场叫号', booth: '摊位名称', boothHint: '比如：免费理发', boothHours: '一共开多久', minutes: '每人多长时间', minuteText: (n: number) => `${n} 分钟`, perSlot: '每段几个号', moreBooth: '再加一个摊位', lessBooth: '去掉这个摊位',
  shift: (n: number) => `第 ${n} 班`, capacity: '名额', capacityHint: '最多几个人', more: '再加一班', less: '去掉这一班',
  near: '只限这里的居民', nearHint: '关掉后，全社区的居民都能报名', children: '孩子可以参加', childrenHint: '由监护人报名并同意',
  skills: '想请有什么特长的人', skillsHint: '附近选了这些特长的居民会先收到通知。没有可以不选。', bring: '请带上', bringHint: '没有可以不填', text: '说明', textHint: '没有可以不填', send: '发起', done: '发起好了',
  needs: { kind: '请选一类活动', title: '请写上活动名称', place: '请写上集合地点', day: '请选一天', capacity: '名额请写 1 到 10000 的数', booth: '请写上每个摊位的名称', slots: '时段太多了，请把每人的时间放长一些', skills: '最多选 5 样特长' },
}

/** Pictures and words of what an activity came to. */
export const RESULT = {
  open: '封面、照片与小结', cover: '封面', coverHint: '还没有封面。有一张照片，邻居更愿意来。', addCover: '加封面', changeCover: '换封面', photos: '活动照片', add: '传照片', hint: '最多 9 张，审核后居民才看得到。请不要拍孩子的正脸。', none: '还没有照片', verdicts: { pending: '待审核', pass: '已公开', review: '要人看一看', risky: '没通过' },
  remove: '删除', removeAsk: '删除这张照片？', removeHint: '删除后不能恢复。', removed: '已删除', yes: '删除', no: '再想想', text: '活动小结', textHint: '比如：清出三车杂物，楼道亮堂了', told: '来的人会收到，附近的居民也看得到。', early: '活动开始以后，就能写小结、传照片。', send: '发布', done: '发布好了', need: '请写一句做成了什么', show: '可以公开', hide: '不公开', judged: '好了',
}

/** One shift, changed by its organiser. */
export const SHIFT = {
  change: '改名额、改时间', capacity: '名额', fewer: (n: number) => `已有 ${n} 人报名：最后报名的会改为候补，并收到通知。`, day: '哪一天', from: '几点开始', hours: '多长时间', save: '保存', done: '改好了', told: '时间变了，会告诉报名的人。', bad: '名额请写 1 到 10000 的数',
  merge: '并到另一班', mergeHint: '两班的名额和人合在一起，按报名先后排；并走的人会收到通知。', mergeAsk: (to: string) => `并到 ${to}？`, yes: '合并', no: '再想想', merged: '合并好了', clash: (n: number) => `${n} 位那时已报名别的`, clashHint: (names: string, more: number) => `${names}${more > 0 ? `等 ${more + names.split('、').length} 位` : ''}。继续的话，会取消他们这一次的报名，并告诉他们。`, goOn: '继续', gone: '这个班次已经不在了', home: '回到首页',
}

/** The words of an activity, or of a series, changed by its organiser. */
export const WORDS = {
  open: '改名称、地点、说明', one: '改活动', series: '改系列', alone: '这是系列里的一次，改了以后不再跟着系列变。', all: '还没开始、没有单独改过的各次会一起改，报名的人会收到通知。', moved: '地点变了，会告诉报名的人。',
  from: (n: number, of: number) => (of > 1 ? `第 ${n} 班几点开始` : '几点开始'), capacity: (n: number, of: number) => (of > 1 ? `第 ${n} 班名额` : '名额'), save: '保存', done: '改好了', gone: '这个活动已经不能改了', home: '回到首页',
}

/** Series of activities, for whoever makes them. */
export const SERIES = {
  title: '系列活动', none: '还没有系列活动', noneHint: '每周、每月都办的，发起一次就会自动排好', make: '发起活动', week: (d: string) => `每周${d}`, month: (nth: string, d: string) => `每月${nth}周${d}`, nths: { '1': '第一个', '2': '第二个', '3': '第三个', '4': '第四个', '5': '第五个', '-1': '最后一个' } as Record<string, string>,
  each: { once: '', grid: '每个网格', micro_grid: '每个微网格' }, until: (d: string) => `已排到 ${d}`, ended: '已结束', change: '改系列', end: '结束系列', keep: '不结束了', why: '为什么结束', whyHint: '会原样告诉报名的人', needWhy: '请写上为什么结束',
  ask: '结束这个系列？', askHint: '以后各次都会取消，已报名的人会收到原因，不能恢复。', yes: '结束', no: '再想想', done: '系列已结束', showEnded: '看已结束的', hideEnded: '不看已结束的', search: '搜名称', noneFound: '没有找到，换个说法试试',
}

/** Signing up somebody who has no phone. */
export const GUEST = {
  open: '替没有手机的人报名', title: '替人报名', name: '他是谁、怎么联系', nameHint: '比如：李桂兰，1 号楼 301', privacy: '只有组织者看得到。有变化时通知您，请您转告他。', which: '哪一班', whichBooth: '哪个摊位、哪一段', pick: '选一个', search: '搜摊位或时间', none: '没有找到', send: '报名', needName: '请写上他是谁', needShift: '请选一个',
  number: (who: string, n: number) => `${who}：${n} 号`, joined: (who: string) => `${who}：报名好了`, queued: (who: string, n: number) => `${who}：名额满了，候补第 ${n} 位`, gone: '现在不能报名了', home: '回到首页', again: '可以接着给下一位报名。',
}

/** Who comes to an activity. */
export const ROLL = {
  open: '看谁来', comes: (n: number) => `${n} 人参加`, waits: (n: number) => `${n} 人候补`, none: '还没有人报名', by: (who: string) => `${who}报的名`, nobody: '邻居',
  number: (n: number) => `${n} 号`, called: (n: number) => (n ? `叫到 ${n} 号` : '还没叫号'), rest: (n: number) => `还有 ${n} 人，看更多`, hides: (n: number) => `还有 ${n} 个没人取号的时段，看看`, callNext: (n: number) => `叫 ${n} 号`, call: '叫', callHim: (n: number) => `再叫 ${n} 号`, calledDone: (n: number) => `已叫 ${n} 号`, states: { confirmed: '已报名', offered: '等他确认', waiting: '候补' }, inLine: (n: number) => `候补第 ${n} 位`, private: '名字和电话只给组织者看，请不要外传。',
  search: '搜名字', noneFound: '没有找到这个名字', takeOut: '移出', keepIn: '不移了', why: '为什么移出', whyHint: '会原样告诉他', needWhy: '请写上为什么移出', out: '已移出',
  off: '取消活动', offHint: '原因会原样告诉报名的人。', reason: '为什么取消', reasonHint: '比如：明天有雨', needReason: '请写上为什么取消', ask: '取消这个活动？', askHint: (n: number) => (n ? `会把原因告诉 ${n} 位报名的人，不能恢复。` : '取消后不能恢复。'), yes: '取消活动', no: '再想想', done: '已取消',
}
