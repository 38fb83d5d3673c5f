import type { Category, Outcome, Step, Summary, Way } from '../api/types'

/** The colour of an issue's state: who waits for whom. */
export function tone(issue: Pick<Summary, 'state' | 'outcome' | 'overdue'>): 'primary' | 'success' | 'warning' | 'danger' | 'default' {
  if (issue.overdue) return 'danger'
  if (issue.state === 'waiting_reporter') return 'warning'
  if (issue.state === 'closed') return issue.outcome === 'solved' ? 'success' : 'default'
  if (issue.state === 'withdrawn' || issue.state === 'suspended') return 'default'
  return 'primary'
}

const ICONS: Record<string, string> = {
  lamp: 'lightbulb-filled', clean: 'brush-filled', box: 'layers-filled', car: 'vehicle-filled', sound: 'sound-filled', people: 'chat-double-filled',
  heart: 'heart-filled', book: 'book-open-filled', alert: 'error-triangle-filled', idea: 'loudspeaker-filled', more: 'app-filled',
}

/** The icon of a category; the contract names it, this face draws it. */
export const iconOf = (category: Pick<Category, 'icon'>): string => ICONS[category.icon] ?? 'app-filled'

/** The lists of issues. */
export const LISTS = {
  mine: '我反映的', joined: '我也遇到', public: '本网格',
  none: '您还没有反映过事情', noneHint: '路灯坏了、楼道堵了、需要帮忙，都可以说一句。', report: '反映一件事',
  noneHere: '这里没有', results: '身边的活动小结',
  nonePublic: '还没有可以看的', nonePublicHint: '本网格的事办好以后，会出现在这里。', noneOpen: '现在没有在办的', noneOpenHint: '有的类别不公开，只有反映的人和办理的人看得到。',
  noneJoined: '您还没有加入过', noneJoinedHint: '邻居反映的事您也遇到了，点“我也遇到”，有进展会同样告诉您。',
  noHome: '还不知道您住在哪里', noHomeHint: '选好小区和楼栋，就能看到本网格在办和办好的事。', choosePlace: '选择我住的地方',
  allCategories: '全部类别', category: '看哪一类',
}

/** The states by which a resident looks at his own issues. */
export const FILTERS = [
  { name: 'all', label: '全部', states: [] },
  { name: 'open', label: '办理中', states: ['submitted', 'accepted', 'in_progress', 'suspended', 'checking'] },
  { name: 'asked', label: '待我补充', states: ['waiting_reporter'] },
  { name: 'handled', label: '已答复', states: ['handled'] },
  { name: 'closed', label: '已办结', states: ['closed'] },
] as const

/** The page on which an issue is reported. */
export const REPORT = {
  noHome: '先告诉我们您住在哪里', noHomeHint: '选好小区和楼栋，您反映的事就直接交给您的网格员。', choosePlace: '选择我住的地方',
  kept: '上次没写完的还在', clear: '清空重写',
  photos: '拍张照片', photosHint: '没有照片也可以',
  words: '是什么事', wordsHint: '比如：3 号楼门口的路灯不亮了', voice: '不想打字？点输入法上的话筒，可以说话。',
  category: '属于哪一类', guessed: '按您写的猜的，不对请改',
  place: '在哪里', optional: '可以不填', placeHint: '比如：3 号楼东侧', placeDefault: (home: string) => `不填就是${home}`,
  hide: '姓名不公开', hidden: '邻居看不到您的姓名，办理的人看得到', shown: '邻居能看到您的姓名',
  submit: '提交', submitting: '正在提交',
  told: (what: string[]) => `提交时微信会问您要不要收消息：${what.join('；')}。`,
  needWords: '请写一句是什么事', needCategory: '请选一个类别',
  sending: '照片还在上传，请稍等', failed: '有照片没传上：点一下再传，或者去掉它',
  safe: (why: string) => `${why.replace(/。$/, '')}。您写的都还在。`,
  done: '提交好了', twice: '刚才那次已经提交好了', twiceHint: '后来改的没有再交一遍。要补充，请打开那件事写在里面。', see: '去看看',
}

/** How an answer can end a matter, in plain words; a duplicate is merged instead. */
export const OUTCOMES: { value: Outcome; label: string; hint: string }[] = [
  { value: 'solved', label: '已经解决', hint: '写清做了什么、结果怎样' },
  { value: 'unsolved', label: '暂时解决不了', hint: '写明原因，和接下来怎么办' },
  { value: 'out_of_scope', label: '不归社区管', hint: '写明居民可以找谁' },
  { value: 'untrue', label: '核实后情况不符', hint: '写明核实了什么' },
]

/** How a matter ended, as it is read afterwards. */
export const ENDS: Record<Outcome, string> = { solved: '已解决', unsolved: '暂时无法解决', out_of_scope: '不归社区管', untrue: '核实后情况不符', duplicate: '与另一条是同一件事' }

/** The grades, best first. */
export const GRADES = [{ value: 5, label: '非常满意' }, { value: 4, label: '满意' }, { value: 3, label: '一般' }, { value: 2, label: '不满意' }, { value: 1, label: '非常不满意' }]

/** How a reply was told to somebody without a phone. */
export const WAYS: { value: Way; label: string }[] = [{ value: 'in_person', label: '当面说的' }, { value: 'phone', label: '打电话说的' }, { value: 'other', label: '别的办法' }]

/** The page of one matter. */
export const DETAIL = {
  number: '编号', reply: '答复', pastReply: '之前的答复', place: '地点', category: '类别', filed: '提交时间', reporter: '反映人', phone: '电话', owner: '负责人', grid: '网格',
  nameless: '未填写姓名', call: '打电话给网格员', timeline: '办理经过', more: '更多', moreTitle: '还可以这样办',
  checking: '内容正在审核，邻居暂时看不到', risky: '内容没有通过审核，邻居看不到',
  supervised: '已督办', escalated: '已告知上级', reopened: (n: number) => `${n} 次反馈没解决`, excluded: '不计入评价',
  offered: (name: string) => `已请${name}接办，对方接收前仍由负责人办理`,
  request: (label: string, until: string) => `${label}${until ? `到${until}` : ''}，等待上级答复`,
  openOriginal: '看那一条',
  rated: (how: string) => `居民评价：${how}`, resolved: '已解决', unresolved: '没解决', soon: '答复及时', slow: '答复不及时',
}

/** What is asked before a step that asks nothing else; the others are taken at once. */
export const CONFIRM: Partial<Record<Step, { title: string; content: string }>> = {
  withdraw: { title: '撤回这件事？', content: '撤回后就不再办理了。以后还需要，请重新反映。' },
  close: { title: '办结这件事？', content: '办结以后，居民还可以反馈没解决。' },
  approve: { title: '同意这个申请？', content: '同意后，办理的人会马上收到消息。' },
  pass_check: { title: '复核通过？', content: '答复会马上发给居民。' },
}

/** The words of a step: what its text is, and what to bear in mind. */
export const FIELDS: Partial<Record<Step, { label: string; hint: string; optional?: true }>> = {
  answer: { label: '答复内容', hint: '写清办了什么、结果怎样；没办完的写明哪天办完。居民会在微信里收到。' },
  close: { label: '办结说明', hint: '写清结果和依据。居民会在微信里收到。' },
  ask: { label: '要居民补充什么', hint: '一次问清楚。居民会在微信里收到，补充后继续办理。' },
  reply_ask: { label: '补充说明', hint: '写上您知道的，也可以拍照片。' },
  reopen: { label: '哪里没解决', hint: '说说现在是什么情况，也可以拍照片。会再交给网格员办理。', optional: true },
  transfer: { label: '为什么请他接办', hint: '对方接收之前，仍由您负责。' },
  decline: { label: '不接收的原因', hint: '请您接办的人会看到。' },
  assign: { label: '派办说明', hint: '接手的人会看到。' },
  return: { label: '退回的原因', hint: '上一级会看到，由上一级决定谁来办。' },
  ask_extension: { label: '为什么要延期', hint: '上一级同意后，期限才会改变。' },
  ask_suspension: { label: '为什么要暂缓', hint: '上一级同意后才暂停计时，居民会知道哪天继续。' },
  ask_exclusion: { label: '为什么不计入评价', hint: '由另一位同志复核。' },
  refuse: { label: '不同意的原因', hint: '申请的人会看到。' },
  rework: { label: '哪里要重新办', hint: '办理的人会看到。' },
  supervise: { label: '督办要求', hint: '负责人会马上收到。' },
  merge: { label: '对居民的说明', hint: '居民会收到，也能看到那一条的进展。' },
  give_task: { label: '请他办什么', hint: '写清办什么、办到什么程度。居民也能看到这句话，请不要写电话。' },
  end_task: { label: '办得怎样', hint: '写清做了什么、结果怎样。负责人会马上收到。' },
  take_back_task: { label: '为什么收回', hint: '协办的人会收到消息。' },
  return_task: { label: '为什么退回', hint: '任务退回给负责人，由他再安排。' },
  unmerge: { label: '为什么取消并案', hint: '会重新办理。' },
}

/** The page of one step. */
export const STEP = {
  target: '请谁来办', targetPick: '选一个人', targetSearch: '搜姓名或微网格', noTarget: '没有找到，换个字试试', proposed: '建议谁来办',
  outcome: '结果怎样', referTo: '居民可以找谁', referHint: '单位和电话，比如：供电局 95598',
  original: '并入哪一条', originalHint: '两条说的是同一件事时才并入', originalSearch: '编号或内容', find: '查找', noOriginal: '没有找到，换个说法试试', another: '换一条',
  until: '到哪一天', untilOther: '另选一天', pickDay: '选一天', daySearch: '搜日期，比如 12月3日', noDay: '没有这一天，换个写法试试',
  way: '怎么告诉他的', resolved: '这件事解决了吗', solved: '解决了', unsolved: '还没解决', notYet: '还没解决，可以让网格员接着办。', goOn: '让网格员接着办',
  grade: '您满意吗', responded: '答复及时吗', mayLeave: '可以不选', soon: '及时', slow: '不及时', photos: '照片', optional: '可以不加', write: '请写在这里', voice: '不想打字？点输入法上的话筒，可以说话。',
  vague: (words: string[]) => `写了“${words.join('”“')}”，居民不知道是哪一天。请写明日期，比如“12 月 3 日前”。`,
  kept: '上次写的还在', clear: '清空重写', submit: '提交', done: '提交好了', acted: (label: string) => `已${label}`,
  sending: '照片还在上传，请稍等', photoFailed: '有照片没传上：点一下再传，或者去掉它',
  lacking: '还有几处没填，请看红字', gone: '现在不能这样办了', back: '回到这件事', copy: '复制我写的',
  needs: { text: '请写几句', reason: '请写明原因', target: '请选一个人', helper: '请选一位同志或一个单位', outcome: '请选一个结果', referTo: '请写明居民可以找谁', until: '请选一天', original: '请选一条', resolved: '请选一个', way: '请选一种', grade: '请选一个', photos: '请看看照片' },
  changed: (who: string, what: string) => `刚刚${who}做了“${what}”。您写的都还在，看过最新情况后可以再提交。`,
  moved: (who: string, what: string) => `刚刚${who}做了“${what}”，请看最新情况。`,
  late: (who: string, what: string, label: string) => `刚刚${who}做了“${what}”，现在不能再“${label}”了。`,
  elsewhere: '刚刚有人办过这件事，已经为您更新', somebody: '有人', askTitle: (label: string) => `确定要${label}吗？`, yes: '确定',
}
