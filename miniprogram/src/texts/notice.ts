import { day, moment } from '../lib/time'

/** What is said of a notice wherever it is shown. */
export const NOTICE = { unread: '未读', emergency: '紧急', corrected: '有更正', expired: '已过期', known: '已知晓' }

/** The list of a resident's notices. */
export const NOTICES = {
  search: '搜通知和常见问题', clear: '清空',
  none: '还没有给您的通知', noneHint: '社区有与您相关的事，会在这里告诉您。', noneHome: '选好住处以后，就能收到本社区的通知。', choosePlace: '选择我住的地方',
  noneFound: '没有找到，换个说法试试',
}

/** The page of one notice. */
export const PAGE = {
  source: '来源', sent: '发布', valid: '有效期', until: (at: string) => `到${moment(at)}`, over: (at: string) => `已于${day(at)}过期，内容仅供参考`,
  corrected: (at: string) => `${day(at)}有更正`, withdrawn: '这条通知已撤回', others: '看其他通知', files: '附件', bytes: (n: number) => (n < 1024 * 1024 ? `${Math.max(1, Math.round(n / 1024))} KB` : `${(n / 1024 / 1024).toFixed(1)} MB`),
  confirm: '我已知晓', confirmed: (at: string) => `您在${moment(at)}点了已知晓`, thanks: '好的，记下了', received: '收到', receivedHint: '这是紧急通知，请点“收到”，让社区知道您已看到。',
  faqs: '常见问题', mine: '我问的', waits: (name: string, at: string) => `${name ? `${name}会` : '会'}在${day(at)}前答复您`, answered: (name: string, at: string) => [name, `${day(at)}答复`].filter(Boolean).join(' '),
  ask: '我要问', askHint: '看不明白的地方，写下来问一问。提交后会告诉您最晚哪天答复。', askWords: '写下您想问的', send: '提交', left: (n: number) => `还能写 ${n} 字`, empty: '请先写下您想问的', asked: '收到您的提问了',
  call: (number: string) => `打电话 ${number}`, copyLink: (words: string) => `复制网址：${words}`, copiedLink: '已复制，可以在浏览器里打开', zoom: '点图片可以放大',
  copy: '复制转发到群里的话',
  noOpen: '这个附件打不开，请稍后再试',
}

/** People whom a notice did not reach, for their worker. */
export const TELL = {
  guest: '这里给网格员用', home: '回到首页', lead: '下面这些居民还没看到通知。告诉他们以后，点一下记下来。',
  none: '都告诉到了', noneHint: '有居民没看到通知时，会出现在这里。', first: '优先告知', nameless: '没有留姓名', told: '已告知', how: '怎么告诉他的', when: '什么时候告诉的', note: '记下来', later: '先不记', done: '记下了', noPlace: '没选楼栋', call: '打电话', noPhone: '他没有留电话，请上门告诉他', sent: (day: string) => `${day}发出`, urgent: (title: string) => `【紧急】${title}`, more: (n: number) => `还有 ${n} 条没看到`,
  all: (n: number) => `这 ${n} 条都告诉他了`, allHint: '关掉就只记最上面那一条',
  ways: [{ value: 'visit', label: '上门说的', icon: 'houses-filled' }, { value: 'phone', label: '打电话说的', icon: 'call-filled' }, { value: 'other', label: '请家人或邻居转告', icon: 'usergroup-filled' }],
}

/** Questions about notices, for whoever answers them. */
export const QUESTIONS = {
  guest: '这里给办理的人用', home: '回到首页', none: '没有要答复的提问', noneHint: '居民对通知有疑问时，会出现在这里。', about: (title: string) => `关于“${title}”`, due: (at: string) => `请在${moment(at)}前答复`,
  answer: '答复', words: '写下答复', publish: '也放到常见问题', publishHint: '所有人都能看到，不会显示提问的人', send: '提交', empty: '请先写答复', done: '已答复', nameless: '居民',
}
