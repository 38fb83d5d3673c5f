import type { Signup } from '../api/types'

/** What is said of every activity. */
export const ACTIVITY = {
  today: '今天', tomorrow: '明天', mine: '已报名', cancelled: '已取消', over: '已结束',
  free: (n: number) => `还有 ${n} 个名额`, full: '已报满，可以候补', line: (n: number) => `已报满，${n} 人候补`,
  kids: '孩子可以参加', wanted: '需要您的特长',
}

/** The activities of a week. */
export const WEEK = {
  title: '本周活动', every: '全部', mine: '我的活动', made: '我发起的活动', last: '上一周', next: '下一周', now: '回到本周', range: (from: string, until: string) => `${from} 到 ${until}`,
  none: '这一周还没有活动', noneHint: '有新活动，会出现在这里', homeless: '选好住处，就能看到身边的活动', choose: '选择我住的地方',
}

/** One activity. */
export const DETAIL = {
  place: '地点', who: '谁能来', bring: '请带上', asked: '有事问',
  audience: { community: '本社区的居民', near: (where: string) => `${where}的居民` },
  off: (why: string) => `活动取消了：${why}`, needs: (what: string) => `请有这些特长的人来：${what}`, skills: (what: string) => `需要：${what}`, closed: '报名已截止',
  join: '报名', more: '再给家人报名', wait: '排队候补', whom: '给谁报名？', self: '我自己', add: '添加孩子或父母',
  relations: { self: '我自己', child: '孩子', parent: '父母', guest: '代报名' },
  result: '活动小结', joined: '报名好了', queued: (n: number) => `候补第 ${n} 位`,
  card: (title: string, free: string) => `${title}，${free}`,
}

/** The booths of a fair. */
export const BOOTH = {
  title: '摊位和时段', hint: '点一个时段取号，也可以替父母取。', free: (n: number) => `还有 ${n} 个号`, full: '号满，可候补', line: (n: number) => `${n} 人候补`, closed: '已截止',
  number: (n: number) => `您是 ${n} 号`, called: (n: number) => `现在叫到 ${n} 号`, uncalled: '还没开始叫号', yours: '叫到您了，请到摊位',
}

/** One person's place in an activity. */
export const SIGNUP = {
  who: (p: Signup['person']) => (p.relation === 'self' ? '我自己' : `${p.name}（${DETAIL.relations[p.relation]}）`),
  states: { confirmed: '已报名', waiting: '候补中', offered: '有名额了', withdrawn: '已取消报名', lapsed: '没有按时确认', removed: '组织者已取消', cancelled: '活动已取消' },
  inLine: (n: number) => `候补第 ${n} 位，有名额会告诉您`, offered: (until: string) => `有名额了，请在${until}前确认`,
  confirm: '确认参加', confirmed: '确认好了', leave: '取消报名', stop: '不等了', decline: '不去了', late: '离开始不到两小时，去不了请告诉组织者',
  ask: (who: string) => `取消${who}的报名？`, askHint: '名额会让给后面的人。', yes: '取消报名', no: '再想想', left: '已取消',
}

/** The family that one can sign up. */
export const FAMILY = {
  mine: '已添加的家人', remove: '移除', removeAsk: (name: string) => `移除${name}？`, removeHint: '他的报名也会取消，名字不再保留。', removed: '已移除', yes: '移除', no: '再想想',
  add: '添加一位家人', relation: '他是您的', relations: [{ value: 'child', label: '孩子' }, { value: 'parent', label: '父母' }],
  name: '怎么称呼', hint: { child: '比如：小明，不用写全名', parent: '比如：妈妈' }, born: '哪一年出生', bornHint: '比如：2016',
  consent: '我是孩子的监护人，同意为他报名', consentHint: '只留称呼和出生年份，只有组织者看得到，不公开。随时可以移除。',
  save: '添加', done: '添加好了', needName: '请写上怎么称呼', needBorn: '请写上四位的出生年份', needConsent: '请监护人先同意',
}

/** What was done near by. */
export const RESULTS = {
  link: '身边的活动小结', people: (n: number) => `${n} 人参加`,
  none: '还没有活动小结', noneHint: '活动办完，这里会写做成了什么', see: '看看本周活动', homeless: '选好住处，就能看到身边的活动', choose: '选择我住的地方',
}

/** What one signed up for. */
export const MINE = { none: '您还没有报名', noneHint: '看看这一周有什么活动', see: '看看本周活动' }
