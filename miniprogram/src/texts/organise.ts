/** An activity as its organiser makes it. */
export const MAKE = {
  entry: '发起活动', entryHint: '一起打扫、上门关爱、义诊、课堂', guest: '这里给网格员和社区工作人员用', home: '回到首页',
  kind: '哪一类', kindPick: '选一类活动', title: '活动名称', titleHint: '比如：周五一起扫楼院', where: '在哪里办', areas: { worker: '本微网格', leader: '整个网格', community: '整个社区' },
  place: '集合地点', placeHint: '比如：1 号楼前小花园', day: '哪一天', dayPick: '选一天', daySearch: '搜日期，比如 12月5日', noDay: '没有这一天', from: '几点开始', hours: '多长时间', hourText: (n: number) => `${n} 小时`,
  shift: (n: number) => `第 ${n} 班`, capacity: '名额', capacityHint: '最多几个人', more: '再加一班', less: '去掉这一班',
  near: '只限这里的居民', nearHint: '关掉后，全社区的居民都能报名', children: '孩子可以参加', childrenHint: '由监护人报名并同意',
  bring: '请带上', bringHint: '没有可以不填', text: '说明', textHint: '没有可以不填', send: '发起', done: '发起好了',
  needs: { kind: '请选一类活动', title: '请写上活动名称', place: '请写上集合地点', day: '请选一天', capacity: '名额请写 1 到 10000 的数' },
}

/** Who comes to an activity. */
export const ROLL = {
  open: '看谁来', comes: (n: number) => `${n} 人参加`, waits: (n: number) => `${n} 人候补`, none: '还没有人报名', by: (who: string) => `${who}报的名`, nobody: '邻居',
  states: { confirmed: '已报名', offered: '等他确认', waiting: '候补' }, inLine: (n: number) => `候补第 ${n} 位`, private: '名字和电话只给组织者看，请不要外传。',
  takeOut: '移出', keepIn: '不移了', why: '为什么移出', whyHint: '会原样告诉他', needWhy: '请写上为什么移出', out: '已移出',
  off: '取消活动', offHint: '原因会原样告诉报名的人。', reason: '为什么取消', reasonHint: '比如：明天有雨', needReason: '请写上为什么取消', ask: '取消这个活动？', askHint: (n: number) => (n ? `会把原因告诉 ${n} 位报名的人，不能恢复。` : '取消后不能恢复。'), yes: '取消活动', no: '再想想', done: '已取消',
}
