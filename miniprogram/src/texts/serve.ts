import type { Served } from '../api/types'

/** How long one served. */
export const HOURS = {
  none: '还没有服务记录', noneHint: '参加志愿服务、签到签退以后，时长会出现在这里', see: '看看本周活动', family: (name: string) => `${name}的`, certificates: '申请服务证明', hours: (minutes: number) => `${Math.floor(minutes / 6) / 10} 小时`,
  unknown: '还没有时长', noService: '这类活动不计时长', waits: (h: string) => `改为 ${h}，等另一位同志核定`, refused: '上次的更正没有通过', history: '经过',
  kinds: { measured: '签到签退', supplemented: '组织者补录', disputed: '本人申请更正' } satisfies Record<Served['history'][number]['kind'], string>, counts: '以此为准', accepted: '通过', denied: '没有通过', pending: '等待核定',
  dispute: '时长不对？申请更正', cancel: '不改了', length: '实际服务了几小时', lengthHint: '比如：2 或 1.5', reason: '怎么回事', reasonHint: '比如：忘了签退，其实做到 11 点', send: '提交', done: '提交好了',
  needLength: '请写 0 到 24 之间的小时数', needReason: '请写一句怎么回事', second: '由另一位同志核定，核定后会告诉您。',
}

/** Coming and going by the code of the day. */
export const MARK = {
  open: '签到、签退', calendar: '记到手机日历', saved: '已记到日历', send: '发日历给家人', barred: '手机没让记日历', barredHint: '可以去设置里允许，也可以先复制时间和地点。', allow: '去设置', copy: '复制', copied: '已复制时间和地点', by: '填组织者手机上的 8 位数', code: '签到码', codeHint: '8 位数字', come: '我来了，签到', go: '我走了，签退',
  came: (at: string) => `${at} 签到`, went: (at: string) => `${at} 签退`, needCode: '请填 8 位数字的签到码', done: { come: '签到好了', go: '签退好了' }, or: '或者，请组织者扫这个码', pass: '报名码', passHint: '没有网也能扫。不要发给别人。', gone: '这次报名已经不在了', toMine: '看我的活动',
}

/** The organiser's page of the day. */
export const ATTEND = {
  open: '签到', code: '签到码', codeHint: '给来的人看，一分钟换一次', left: (s: number) => `${s} 秒后换新的`, scan: { come: '扫码签到', go: '扫码签退' }, come: '签到', go: '签退', mode: '现在是',
  people: (came: number, all: number) => `来了 ${came} 人，共 ${all} 人`, search: '搜名字', noneFound: '没有找到这个名字', none: '还没有确定参加的人', noneHint: '有人报名以后，名单会出现在这里', came: (at: string) => `${at} 到`, went: (at: string) => `${at} 走`, absent: '还没到', hand: '点名', state: '补时长', unstate: '不补了', whyHint: '比如：手机没电，没能签退', second: '由另一位同志核定后才算数。', stated: '提交好了，等另一位同志核定', handAsk: (name: string, leaves: boolean) => (leaves ? `${name}走了？` : `${name}来了？`), handHint: '没带手机的人，可以由您点名。', yes: '是的', no: '再看看',
  waiting: (n: number) => `${n} 条还没传上去，有网时会自动传`, send: '现在传', sent: '都传上去了', offline: '没有网也能用：签到先记在这部手机上。', unknown: '这个码不是本次活动的，请他打开报名页再扫', again: (name: string) => `${name}已经签过了`, ok: (name: string) => `${name}，好了`, refused: (name: string, why: string) => `${name}：${why}`, nobody: '邻居',
}
