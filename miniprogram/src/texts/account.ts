/** What the pages about a person's place say. */
export const PLACE = {
  consentTitle: '先请您看一看',
  consent: '您反映的内容、照片和住处，只给您的网格员和办理这件事的社区工作人员看。公开显示时不带您的姓名。',
  agree: '同意并继续',
  whichCommunity: '您住在哪个社区？', otherCommunity: '换一个社区',
  which: '您住在哪个小区？', scan: '扫网格码', scanHint: '楼道里、群里都有',
  searchCompound: '搜小区名', searchBuilding: '搜楼号，比如 12',
  buildings: (n: number) => `${n} 栋楼`,
  notFound: '没有找到，换个字试试',
  unknown: '我不清楚', unknownHint: '先记下，社区会帮您查',
  whichBuilding: '哪一栋楼？', noBuilding: '没有我的楼',
  noBuildings: '这个小区还没有登记楼栋',
  done: '记下了', doneUnknown: '没关系，先记下了',
  doneUnknownHint: '社区会查清您属于哪个网格。您现在就可以反映事情，一样有人答复。',
  lives: '我住的地方', grid: '我的微网格', finish: '好的', again: '选错了，重新选',
  badCode: '这不是网格码，请改为选择小区和楼栋',
}

/** The page of a person's own things. */
export const MINE = {
  nameless: '还没填姓名', name: '姓名', edit: '修改', fill: '填写', phone: '手机号', noPhone: '还没绑定', bind: '绑定', change: '更换',
  phoneNo: '没有绑定也能用。以后想绑定，再点一次就好。', phoneOff: '微信现在不能验证手机号，请过一会儿再试', phoneDone: '绑定好了',
  home: '我住的地方', noHome: '还没选', unknownHome: '社区正在帮您查',
  elder: '长辈版', elderHint: '字更大，按钮更大',
  notices: '社区通知', tags: '与我有关的通知', tagsHint: '老人、家长、医保……您选了才收', activities: '我的活动', family: '我的家人', care: '敲门关爱', hours: '我的服务时长', certificates: '志愿服务证明', inbox: '消息', unread: (n: number) => (n > 99 ? '99+ 条未读' : `${n} 条未读`), alerts: '微信提醒', alertsHint: '有答复时，微信告诉您',
  sessions: '登录过的设备', privacy: '隐私', about: '关于回音',
}

/** The page on which one says which kinds of notices concern one. */
export const TAGS = {
  why: '有些通知只发给一部分人，比如家里有老人、有孩子上学的。您选上哪一项，那一项的通知就会发给您。发给所有人的通知，不选也会收到。',
  who: '都由您自己决定，随时可以取消。您选了什么，只有您的网格员和社区工作人员看得到，只用来发通知和照顾需要照顾的人。',
  by: (name: string) => `${name}征得您同意后登记`, on: '选好了', off: '已取消', homeless: '先选好住处', homelessHint: '选好住处以后，就能选您关心哪些通知。', choosePlace: '选择我住的地方', none: '本社区还没有分类通知', noneHint: '所有通知都会发给您。',
}

/** The page on which one gives one's name. */
export const NAME = {
  label: '您的姓名', hint: '请填真实姓名，方便联系', who: '姓名只给办理的人看。您反映事情时，可以选择不让邻居看到。', save: '保存', done: '保存好了', need: '请填写姓名',
}

/** The page of the devices that are signed in. */
export const SESSIONS = {
  why: '这些设备能看到您的事。不认识的，请让它退出。', clients: { mini_program: '微信小程序', desk: '电脑上的工作页面' }, current: '正在用的这一个',
  seen: (when: string) => `最近使用：${when}`, since: (when: string) => `登录时间：${when}`,
  end: '退出', endAsk: '让这台设备退出？', endHint: '它要重新登录才能再用。', others: '退出其他全部设备', othersAsk: '让其他设备都退出？', done: '已退出', alone: '只有您现在用的这一个',
}

/** The page that says what is kept about a person. */
export const PRIVACY = {
  consent: '您同意的内容', given: (day: string) => `您在 ${day} 同意`, notGiven: '您还没有同意', read: '去看一看',
  kept: '我们留着什么',
  items: [
    { what: '微信里的身份', why: '用来认出是您，不包含微信号和好友' },
    { what: '您填的姓名、手机号、住处', why: '用来找到您的网格员、方便联系。手机号加密保存，办理的人只看得到打了星号的号码' },
    { what: '您反映的内容和照片', why: '用来办理。照片里的拍摄地点等信息，上传时就去掉了' },
    { what: '办理的经过、发给您的消息', why: '您随时可以回来看' },
  ],
  never: '我们不做什么', nevers: ['不记录您的行踪', '不读取您的微信聊天和通讯录', '不把您的信息给别人做广告'],
  change: '想改、想删', changeHint: '姓名、手机号、住处可以在“我的”里改。想查看或删除其他内容，请联系社区工作人员。', official: '微信里的隐私保护指引',
}

/** The page about the mini-program. */
export const ABOUT = {
  name: '回音', promise: '件件有着落，事事有回音',
  lines: ['您反映一件事，系统马上交给您的网格员，不会没人管。', '谁在办、下一步是什么、最迟哪天，随时看得到。', '办完一定有答复。没解决，点一下就接着办。'],
  version: (v: string) => `版本 ${v}`, trial: '体验版',
}
