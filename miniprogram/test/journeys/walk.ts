import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Phone } from '../kit/phone'
import { root } from '../kit/place'
import type { World } from './furnish'

interface App { pages: string[]; subPackages: { root: string; pages: string[] }[] }

/** Every page that app.json names. */
export function pages(): string[] {
  const app = JSON.parse(readFileSync(join(root, 'miniprogram/src/app.json'), 'utf8')) as App
  return [...app.pages, ...app.subPackages.flatMap((p) => p.pages.map((page) => `${p.root}/${page}`))]
}

/** One look at a page: whose phone, what is different about it, what to wait for, and whether the server refuses. */
export interface Look { as: 'r1' | 'r2' | 'r3' | 'w1'; name: string; query?: (w: World) => string; sees: string | RegExp; fails?: true; act?: (phone: Phone) => Promise<void> }

const issue = (which: 'filed' | 'asked' | 'answered' | 'solved' | 'behalf' | 'doing' | 'shared') => (w: World) => `id=${w[which].id}`

const activity = (which: 'clean' | 'off' | 'day' | 'fair' | 'full') => (w: World) => `id=${w[which].id}`

const weekOf = (w: World) => `week=${w.clean.starts_at.slice(0, 10)}`

/** Every page, seen with data and without. */
export const WALK: Record<string, Look[]> = {
  'pages/home/home': [
    { as: 'r1', name: 'a resident', sees: '说一句' },
    { as: 'r2', name: 'a newcomer', sees: '选择我住的地方' },
    { as: 'w1', name: 'a worker', sees: '去工作台' },
    { as: 'r1', name: 'who to turn to', sees: '找网格员', act: async (p) => { await p.taps('找网格员'); await p.sees(/^写给/) } },
  ],
  'pages/issues/issues': [
    { as: 'r1', name: 'with matters', sees: /路灯已经/ },
    { as: 'r1', name: 'solved nearby', sees: /路灯已经/, act: async (p) => { await p.taps('本网格'); await p.sees('办理后') } },
    { as: 'r3', name: 'open nearby', sees: '本网格', act: async (p) => { await p.taps('本网格'); await p.taps('处理中'); await p.sees(/路灯已经/) } },
    { as: 'r3', name: 'met too', sees: '我也遇到', act: async (p) => { await p.taps('我也遇到'); await p.sees(/路灯已经/) } },
    { as: 'r1', name: 'met nothing', sees: '我也遇到', act: async (p) => { await p.taps('我也遇到'); await p.sees('您还没有加入过') } },
    { as: 'r2', name: 'a newcomer', sees: /还/ },
  ],
  'pages/work/work': [
    { as: 'w1', name: 'with matters', sees: /路灯已经/ },
    { as: 'w1', name: 'nothing found', sees: /路灯已经/, act: async (p) => { await p.taps('已超时'); await p.sees('这里没有') } },
    { as: 'w1', name: 'to tell', sees: /^待告知/, act: async (p) => { await p.taps(/^待告知/); await p.sees('告知诉求人') } },
    { as: 'r1', name: 'for a resident', sees: '去看我的诉求' },
  ],
  'pages/mine/mine': [
    { as: 'r1', name: 'a resident', sees: '长辈版' },
    { as: 'w1', name: 'a worker', sees: '长辈版' },
  ],
  'packages/issue/report/report': [
    { as: 'r1', name: 'empty', sees: '提交' },
    { as: 'r1', name: 'filled in', sees: '提交', act: async (p) => { await p.writes('内容', '看到有人在楼道里用电，可能着火'); await p.taps('安全隐患') } },
    { as: 'r3', name: 'with something alike', sees: '提交', act: async (p) => { await p.writes('内容', '楼道里堆了纸箱，走不过去'); await p.sees('我也遇到') } },
    { as: 'w1', name: 'for a neighbour', query: () => 'behalf=1', sees: '替谁登记' },
    { as: 'r2', name: 'without a home', sees: '选择我住的地方' },
  ],
  'packages/issue/detail/detail': [
    { as: 'r1', name: 'filed', query: issue('filed'), sees: '待受理' },
    { as: 'r1', name: 'asked', query: issue('asked'), sees: /几单元几层/ },
    { as: 'r1', name: 'answered', query: issue('answered'), sees: /联系保洁/ },
    { as: 'r1', name: 'solved', query: issue('solved'), sees: /紧固/ },
    { as: 'r3', name: 'met too', query: issue('filed'), sees: '不再跟进' },
    { as: 'r3', name: 'of a neighbour', query: issue('solved'), sees: /紧固/ },
    { as: 'w1', name: 'for a neighbour', query: issue('behalf'), sees: /^请把答复告诉他/ },
    { as: 'w1', name: 'for the worker', query: issue('filed'), sees: '受理' },
    { as: 'w1', name: 'what else can be done', query: issue('filed'), sees: '受理', act: async (p) => { await p.taps('更多'); await p.sees('退回') } },
    { as: 'w1', name: 'with tasks', query: issue('shared'), sees: '联系对方' },
    { as: 'r1', name: 'whose turn it is', query: issue('shared'), sees: /^已转请/ },
    { as: 'w1', name: 'gone', query: () => 'id=999999', sees: '回到首页', fails: true },
  ],
  'packages/issue/step/step': [
    { as: 'r1', name: 'not solved', query: (w) => `id=${w.answered.id}&step=reopen`, sees: /没解决/ },
    { as: 'r1', name: 'rated', query: (w) => `id=${w.answered.id}&step=rate`, sees: /满意/ },
    { as: 'r1', name: 'not rated', query: (w) => `id=${w.answered.id}&step=rate`, sees: /满意/, act: async (p) => { await p.taps('还没解决'); await p.taps('提交'); await p.sees('请选一个') } },
    { as: 'w1', name: 'returned', query: (w) => `id=${w.filed.id}&step=return`, sees: /退回/ },
    { as: 'w1', name: 'to whom', query: (w) => `id=${w.filed.id}&step=transfer`, sees: '选一个人', act: async (p) => { await p.taps('选一个人'); await p.sees(/^网格员 · /) } },
    { as: 'w1', name: 'answered', query: (w) => `id=${w.doing.id}&step=answer`, sees: '不归社区管', act: async (p) => { await p.taps('不归社区管'); await p.writes('答复内容', '我们会尽快处理'); await p.sees(/居民不知道是哪一天/) } },
    { as: 'w1', name: 'more time', query: (w) => `id=${w.doing.id}&step=ask_extension`, sees: '到哪一天', act: async (p) => { await p.taps(/^7 天后/) } },
    { as: 'w1', name: 'another day', query: (w) => `id=${w.doing.id}&step=ask_extension`, sees: '到哪一天', act: async (p) => { await p.taps('另选一天'); await p.sees('选一天') } },
    { as: 'w1', name: 'told', query: (w) => `id=${w.behalf.id}&step=tell`, sees: '当面说的', act: async (p) => { await p.taps('选个时间') } },
    { as: 'w1', name: 'whom to help', query: (w) => `id=${w.shared.id}&step=give_task`, sees: '请谁协办', act: async (p) => { await p.taps('选一位同志或一个单位'); await p.taps(/物业/); await p.sees(/^一般期限/); await p.misses('取消') } },
    { as: 'w1', name: 'what a body said', query: (w) => `id=${w.shared.id}&step=end_task&task=3`, sees: '这项任务' },
    { as: 'w1', name: 'taken back', query: (w) => `id=${w.filed.id}&step=answer`, sees: '回到这件事' },
  ],
  'packages/group/list/list': [
    { as: 'w1', name: 'a worker', sees: /邻里群/ },
    { as: 'r1', name: 'for a resident', sees: '回到首页' },
  ],
  'packages/group/detail/detail': [
    { as: 'w1', name: 'not bound', query: () => 'id=1', sees: '绑定微信群' },
    { as: 'w1', name: 'gone', query: () => 'id=999999', sees: '回到首页', fails: true },
  ],
  'packages/group/bind/bind': [
    { as: 'w1', name: 'before', query: () => 'id=1', sees: '开始绑定' },
    { as: 'w1', name: 'begun', query: () => 'id=1', sees: '开始绑定', act: async (p) => { await p.taps('开始绑定'); await p.sees('把卡片发到群里') } },
    { as: 'w1', name: 'somebody else’s card', query: () => 'id=1&from=card', sees: '选择我住的地方' },
  ],
  'packages/group/landing/landing': [
    { as: 'r2', name: 'a newcomer from nowhere', query: () => 'g=1', sees: '选择我住的地方' },
    { as: 'r1', name: 'who has a home', sees: /^您的微网格/ },
  ],
  'packages/group/residents/residents': [
    { as: 'w1', name: 'not verified', sees: '确认住在这里' },
    { as: 'w1', name: 'verified', sees: '确认住在这里', act: async (p) => { await p.taps('已核实'); await p.sees('还没有核实过的居民') } },
  ],
  'packages/issue/tasks/tasks': [
    { as: 'w1', name: 'none', sees: '没有请您协办的事' },
    { as: 'w1', name: 'those he leads', sees: '没有请您协办的事', act: async (p) => { await p.taps('我请人办的'); await p.sees(/请到现场围挡/) } },
  ],
  'packages/message/inbox/inbox': [
    { as: 'r1', name: 'with messages', sees: /补充/ },
    { as: 'r2', name: 'empty', sees: /没有/ },
  ],
  'packages/message/alerts/alerts': [
    { as: 'r1', name: 'a resident', sees: '诉求答复通知' },
    { as: 'w1', name: 'a worker', sees: '新诉求提醒' },
  ],
  'packages/notice/list/list': [
    { as: 'r1', name: 'with notices', sees: /停水/ },
    { as: 'r1', name: 'nothing found', sees: /停水/, act: async (p) => { await p.writes('搜通知和常见问题', '查无此事'); await p.page.keyboard.press('Enter'); await p.sees('没有找到，换个说法试试') } },
    { as: 'r2', name: 'a newcomer', sees: '还没有给您的通知' },
  ],
  'packages/notice/detail/detail': [
    { as: 'r1', name: 'corrected', query: (w) => `id=${w.notice}`, sees: '常见问题' },
    { as: 'r1', name: 'asking', query: (w) => `id=${w.notice}`, sees: '常见问题', act: async (p) => { await p.taps('我要问'); await p.sees('提交') } },
    { as: 'r1', name: 'confirmed', query: (w) => `id=${w.notice}`, sees: '常见问题', act: async (p) => { await p.taps('我已知晓'); await p.allows(); await p.sees(/点了已知晓/) } },
    { as: 'r1', name: 'withdrawn', query: (w) => `id=${w.withdrawn}`, sees: '这条通知已撤回' },
    { as: 'r1', name: 'lost', sees: '这个链接不完整，打不开' },
    { as: 'w1', name: 'gone', query: () => 'id=999999', sees: '回到首页', fails: true },
  ],
  'packages/activity/week/week': [
    { as: 'r1', name: 'with activities', query: weekOf, sees: /^周五大扫除：/ },
    { as: 'r1', name: 'a week without any', query: weekOf, sees: /^周五大扫除：/, act: async (p) => { await p.taps('上一周'); await p.sees('这一周还没有活动') } },
    { as: 'w1', name: 'of the organiser', query: (w) => `own=1&${weekOf(w)}`, sees: '发起活动' },
    { as: 'r2', name: 'a newcomer', sees: '选择我住的地方' },
  ],
  'packages/activity/detail/detail': [
    { as: 'r1', name: 'with a place and in the line', query: activity('clean'), sees: /^候补第/ },
    { as: 'r3', name: 'whom to sign up', query: activity('clean'), sees: '报名', act: async (p) => { await p.taps('报名'); await p.sees('给谁报名？') } },
    { as: 'w1', name: 'for the organiser', query: activity('clean'), sees: '看谁来' },
    { as: 'r1', name: 'a fair', query: activity('fair'), sees: '免费理发' },
    { as: 'r1', name: 'called off', query: activity('off'), sees: /^活动取消了/ },
    { as: 'r1', name: 'long words', query: activity('full'), sees: /^已报满/ },
    { as: 'r1', name: 'gone', query: () => 'id=999999', sees: '回到首页', fails: true },
  ],
  'packages/activity/make/make': [
    { as: 'w1', name: 'empty', sees: '发起' },
    { as: 'w1', name: 'two shifts', sees: '发起', act: async (p) => { await p.taps('选一类活动'); await p.taps('周五大扫除'); await p.taps('再加一班'); await p.taps('发起'); await p.sees('请写上活动名称') } },
    { as: 'w1', name: 'a fair', sees: '发起', act: async (p) => { await p.taps('这是集市'); await p.taps('再加一个摊位') } },
    { as: 'w1', name: 'a series', sees: '发起', act: async (p) => { await p.taps('每周'); await p.sees('第一次是哪一天') } },
    { as: 'r1', name: 'for a resident', sees: '回到首页' },
  ],
  'packages/activity/roll/roll': [
    { as: 'w1', name: 'with people', query: activity('clean'), sees: '候补第 1 位' },
    { as: 'w1', name: 'called off', query: activity('off'), sees: '还没有人报名' },
    { as: 'w1', name: 'a crowd', query: activity('full'), sees: /人，看更多$/ },
    { as: 'w1', name: 'a fair', query: activity('fair'), sees: '替没有手机的人报名' },
    { as: 'w1', name: 'found', query: activity('full'), sees: /人，看更多$/, act: async (p) => { await p.writes('搜名字', '欧阳'); await p.misses('邻居2') } },
  ],
  'packages/activity/family/family': [
    { as: 'r1', name: 'with a child', sees: '移除' },
    { as: 'r3', name: 'a parent', sees: '添加一位家人', act: async (p) => { await p.taps('父母') } },
    { as: 'r3', name: 'a parent with an account', sees: '添加一位家人', act: async (p) => { await p.taps('父母'); await p.taps('家人自己也用这个小程序') } },
    { as: 'r3', name: 'nothing filled in', sees: '添加一位家人', act: async (p) => { await p.taps('添加'); await p.sees('请写上怎么称呼') } },
  ],
  'packages/activity/mine/mine': [
    { as: 'r1', name: 'with sign-ups', sees: /^候补第/ },
    { as: 'r2', name: 'none', sees: '您还没有报名' },
  ],
  'packages/activity/certificates/certificates': [
    { as: 'r1', name: 'asking', sees: '申请一份证明' },
    { as: 'r1', name: 'without a name', sees: '申请一份证明', act: async (p) => { await p.taps('申请'); await p.sees('请写上证明上的姓名') } },
  ],
  'packages/activity/talents/talents': [
    { as: 'r1', name: 'nobody yet', sees: '还没有人登上名录' },
    { as: 'r2', name: 'a newcomer', sees: '还没有人登上名录' },
  ],
  'packages/activity/results/results': [
    { as: 'r1', name: 'what came of it', sees: /还没有|一起扫楼院/ },
  ],
  'packages/activity/result/result': [
    { as: 'w1', name: 'to write', query: activity('day'), sees: '发布' },
    { as: 'w1', name: 'too early', query: activity('clean'), sees: /^活动开始以后/ },
  ],
  'packages/activity/shift/shift': [
    { as: 'w1', name: 'two shifts', query: (w) => `id=${w.clean.id}&shift=${w.clean.shifts[0]!.id}`, sees: '并到另一班' },
    { as: 'w1', name: 'gone', query: (w) => `id=${w.clean.id}&shift=999999`, sees: '回到首页' },
  ],
  'packages/activity/guest/guest': [
    { as: 'w1', name: 'two shifts', query: activity('clean'), sees: '哪一班' },
    { as: 'w1', name: 'which booth', query: activity('fair'), sees: '哪个摊位、哪一段', act: async (p) => { await p.taps('选一个'); await p.sees(/^家电维修/) } },
    { as: 'w1', name: 'nobody named', query: activity('fair'), sees: '哪个摊位、哪一段', act: async (p) => { await p.taps('报名'); await p.sees('请选一个') } },
    { as: 'w1', name: 'called off', query: activity('off'), sees: '现在不能报名了' },
  ],
  'packages/activity/words/words': [
    { as: 'w1', name: 'one', query: activity('full'), sees: '保存' },
    { as: 'w1', name: 'of a series', query: (w) => `series=${w.series}`, sees: '保存' },
    { as: 'w1', name: 'called off', query: activity('off'), sees: '这个活动已经不能改了' },
  ],
  'packages/activity/series/series': [
    { as: 'w1', name: 'with one', sees: '每周读书会' },
    { as: 'w1', name: 'why it ends', sees: '每周读书会', act: async (p) => { await p.taps('结束系列'); await p.taps('结束系列'); await p.sees('请写上为什么结束') } },
    { as: 'r1', name: 'none', sees: '还没有系列活动' },
  ],
  'packages/activity/links/links': [
    { as: 'w1', name: 'none', sees: '没有要记的' },
    { as: 'r1', name: 'for a resident', sees: '回到首页' },
  ],
  'packages/activity/hours/hours': [
    { as: 'r1', name: 'with hours', sees: '申请服务证明' },
    { as: 'r1', name: 'disputing', sees: '申请服务证明', act: async (p) => { await p.taps('时长不对？申请更正'); await p.taps('提交'); await p.sees('请写 0 到 24 之间的小时数') } },
    { as: 'r2', name: 'none', sees: '还没有服务记录' },
  ],
  'packages/activity/checkin/checkin': [
    { as: 'r1', name: 'on the day', query: (w) => `id=${w.signup}&activity=${w.day.id}`, sees: '或者，请组织者扫这个码' },
    { as: 'r1', name: 'no place', query: (w) => `id=999999&activity=${w.day.id}`, sees: '这次报名已经不在了' },
  ],
  'packages/activity/attend/attend': [
    { as: 'w1', name: 'on the day', query: activity('day'), sees: '来了 0 人，共 1 人' },
    { as: 'w1', name: 'nobody', query: activity('off'), sees: '还没有确定参加的人' },
    { as: 'w1', name: 'a crowd', query: activity('full'), sees: '来了 0 人，共 140 人' },
    { as: 'w1', name: 'nobody found', query: activity('full'), sees: '来了 0 人，共 140 人', act: async (p) => { await p.writes('搜名字', '查无此人'); await p.sees('没有找到这个名字') } },
    { as: 'w1', name: 'by hand', query: activity('day'), sees: '来了 0 人，共 1 人', act: async (p) => { await p.taps(/^点名/); await p.sees('没带手机的人，可以由您点名。') } },
  ],
  'packages/activity/cares/cares': [
    { as: 'r1', name: 'ordered', sees: '和您有关的' },
    { as: 'r2', name: 'none', sees: '还没有关爱单' },
  ],
  'packages/activity/care/care': [
    { as: 'r1', name: 'ordered', query: (w) => `id=${w.care}`, sees: '正在找人' },
    { as: 'r1', name: 'gone', query: () => 'id=999999', sees: '回到首页', fails: true },
  ],
  'packages/activity/order/order': [
    { as: 'r1', name: 'empty', sees: '请人帮忙' },
    { as: 'r1', name: 'nothing chosen', sees: '需要帮什么忙', act: async (p) => { await p.page.getByRole('button', { name: '请人帮忙' }).last().tap(); await p.sees('请选需要帮什么忙') } },
    { as: 'r2', name: 'a newcomer', sees: '选择我住的地方' },
  ],
  'packages/activity/offer/offer': [
    { as: 'r1', name: 'what one offers', sees: '保存' },
    { as: 'r2', name: 'a newcomer', sees: '选择我住的地方' },
  ],
  'packages/notice/tell/tell': [
    { as: 'w1', name: 'whom to tell', sees: '已告知' },
    { as: 'w1', name: 'how', sees: '已告知', act: async (p) => { await p.taps('已告知'); await p.sees('上门说的'); await p.taps('选个时间') } },
    { as: 'r1', name: 'for a resident', sees: '回到首页' },
  ],
  'packages/notice/questions/questions': [
    { as: 'w1', name: 'to answer', sees: '答复' },
    { as: 'w1', name: 'answering', sees: '答复', act: async (p) => { await p.taps('答复'); await p.sees('也放到常见问题') } },
    { as: 'r1', name: 'for a resident', sees: '回到首页' },
  ],
  'packages/account/tags/tags': [
    { as: 'r1', name: 'chosen', sees: '老年人', act: async (p) => { await p.taps('老年人'); await p.sees(/^(选好了|已取消)$/) } },
    { as: 'r2', name: 'a newcomer', sees: '选择我住的地方' },
  ],
  'packages/account/name/name': [
    { as: 'r1', name: 'none yet', sees: '保存' },
  ],
  'packages/account/sessions/sessions': [
    { as: 'r1', name: 'another device', sees: '正在用的这一个' },
  ],
  'packages/account/privacy/privacy': [
    { as: 'r1', name: 'agreed', sees: /^您在/ },
    { as: 'r2', name: 'not agreed', sees: '去看一看' },
  ],
  'packages/account/about/about': [
    { as: 'r1', name: 'what it is', sees: '件件有着落，事事有回音' },
  ],
  'packages/account/place/place': [
    { as: 'r2', name: 'agreement', sees: '同意并继续' },
    { as: 'r1', name: 'compounds', sees: /松园小区/ },
  ],
  'packages/account/building/building': [
    { as: 'r1', name: 'buildings', query: (w) => `community=${w.community}&compound=${w.compound}`, sees: '1 号楼' },
  ],
}
