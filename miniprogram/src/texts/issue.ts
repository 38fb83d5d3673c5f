import type { Category, Summary } from '../api/types'

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

/** An issue in a list of what was solved. */
export const CARD = { solved: '已解决', on: (day: string) => `${day}办好` }

/** The lists of issues. */
export const LISTS = {
  mine: '我反映的', public: '附近解决的',
  none: '您还没有反映过事情', noneHint: '路灯坏了、楼道堵了、需要帮忙，都可以说一句。', report: '反映一件事',
  noneHere: '这里没有',
  nonePublic: '还没有可以看的', nonePublicHint: '附近的事办好以后，会出现在这里。',
  noHome: '还不知道您住在哪里', noHomeHint: '选好小区和楼栋，就能看到附近解决的事。', choosePlace: '选择我住的地方',
  end: '没有更多了', more: '正在加载', retry: '没加载出来，点这里再试',
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
