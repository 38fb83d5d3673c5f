import type { GroupDigest, GroupMark } from '../api/types'

/** How a group stands, and what to do about it. */
export const MARKS: Record<GroupMark, { label: string; hint: string }> = {
  unbound: { label: '未绑定', hint: '绑定后，群里的邻居点开卡片就能加入本网格' },
  pending: { label: '待确认', hint: '已绑定，等网格长或社区确认' },
  active: { label: '使用中', hint: '群里的邻居点开卡片就能加入本网格' },
  conflict: { label: '有争议', hint: '归属有争议，等负责人决定，结果会通知您' },
  suspended: { label: '已暂停', hint: '绑定的人已不在群里，请重新绑定一次' },
  silent: { label: '久无动静', hint: '很久没有人打开卡片，往群里发一张就会恢复' },
}

export const GROUPS = {
  residents: '核实居民',
  none: '这里还没有微信群', noneHint: '您负责的微网格登记了微信群后，会出现在这里。',
  week: (stage: GroupDigest['stage'], people: number) => ({ quiet: '本周没有要发的小结', made: '本周小结还没发', shared: '本周小结点过发送', opened: `本周小结 ${people} 人点开` })[stage],
  guest: '这里给网格员和网格长用', home: '回到首页',
  members: (n: number, when: string) => (n ? `群里 ${n} 人（${when} 登记）` : '群人数还没有登记'), opened: (n: number, since: string) => `${since}起 ${n} 人点开过卡片`, reconfirm: '原绑定人已离任，请重新绑定一次，由您接手',
}

export const GROUP = {
  reach: '触达情况', history: '经过', boundBy: (name: string, when: string) => `${name} 于 ${when} 绑定`,
  reachHint: '点开的次数和人数含工作人员自己。只知道有多少人点开过，不知道群里有谁、说了什么。',
  since: (from: string) => `${from}起，从这个群里：`, messages: '消息触达（本微网格）',
  residents: (n: number, ready: number) => `已加入的居民 ${n} 人，其中 ${ready} 人现在能收到微信通知`,
  sent: (from: string, n: number, confirmed: number, told: number) => `${from}起，通知送给居民 ${n} 人次：${confirmed} 人次点了“已知晓”，${told} 人次由网格员当面或电话告知`,
  opens: '点开卡片', openers: '点开的人', joins: '首次加入', moves: '从别的微网格改来', times: '次', people: '人', times2: '人次',
  declaredAt: (n: number, when: string) => `群人数 ${n} 人（${when} 登记）`, neverDeclared: '群人数还没有登记',
  lastOpened: (when: string) => `最近一次打开：${when}`,
  share: '往群里发一张卡片', shareHint: '点开后选这个微信群发送',
  bind: '绑定微信群', again: '重新绑定', activate: '确认这是本网格的群', activateAsk: '确认后，群里的居民点开卡片就能加入本网格。', confirm: '确认',
  unbind: '解除绑定', unbindAsk: '解除这个群的绑定？', unbindHint: '已加入的居民不受影响，经过会保留。请写明原因。', reason: '原因，例如群已解散', unbound: '已解除',
  declare: '更新群人数', declareHint: '请填群里现在的人数（1–500）', declaredBad: '请填 1 到 500 之间的数', saved: '已更新', activated: '已确认',
  card: (place: string) => `${place}：点开加入，有事说一声`, gone: '回到首页',
}

export const RESIDENTS = {
  lead: '核实表示您确认他住在这里。几位核实过的居民在群里点开卡片，也能确认微信群。',
  views: [{ name: 'open', verified: false, label: '待核实' }, { name: 'done', verified: true, label: '已核实' }],
  none: '没有等您核实的居民', noneHint: '有人加入您的微网格后，会出现在这里。', noneVerified: '还没有核实过的居民',
  unnamed: '没有留名字的居民', joined: (when: string) => `${when} 加入`, verifiedBy: (name: string, when: string) => (name ? `${when} 由 ${name} 核实` : `${when} 登记的手机号一致，已核实`),
  verify: '确认住在这里', verifyAsk: (who: string) => `${who} 住在这里？`, verifyHint: '请只核实您认识，或上门见过的人。', confirm: '确认', done: '已核实',
  undo: '取消核实', undoShort: '取消核实', undoAsk: (who: string) => `取消核实 ${who}？`, undoHint: '他仍是本网格的居民，只是不再算核实过。', undone: '已取消',
}

/** The week's card. */
export const WEEK = {
  title: '本周微网格', share: '把本周小结发到群里', again: '再发一次', another: '按现在的情况重做一张', made: '已重做',
  policy: '通知', activity: '活动', later: '加入本网格后，可以看通知全文。',
  shared: (when: string) => `${when} 点过发送`, opened: (people: number, times: number) => `，群里 ${people} 人点开 ${times} 次`, unopened: '，还没有人点开', quiet: '这一周没有新的诉求，也没有在办的事，不用发小结。',
  card: (place: string, told: string) => `${place}本周：${told}`,
  reported: (n: number) => `新反映 ${n} 件`, solved: (n: number) => `解决 ${n} 件`, open: (n: number) => `在办 ${n} 件`,
  labels: { reported: '新反映', solved: '解决了', open: '正在办' },
  days: (from: string, until: string) => `${from} 至 ${until}`, calm: '这一周风平浪静。有事随时说一声。',
}

export const BIND = {
  title: '绑定微信群', for: '要绑定的群',
  steps: ['点下面的按钮，把卡片发到这个微信群', '回到群里，点开刚发的卡片', '核对群名，点“是，就是这个群”'],
  safe: '卡片不能转发，十分钟内有效。系统看不到群成员和聊天内容。',
  safePlain: '您的微信版本较旧，卡片可以转发，请不要转给别人；十分钟内有效。系统看不到群成员和聊天内容。',
  begin: '开始绑定', send: '把卡片发到群里', sentHint: '发送后，请回到微信群，点开刚才的卡片。', expired: '这次绑定已过期，请重新开始',
  card: '绑定本网格的微信群', cardPlain: '绑定本网格的微信群（请勿转发）',
  which: '这是您要绑定的群吗？', unnamed: '（微信没有显示群名）', yes: '是，就是这个群', no: '不是这个群',
  wrong: '没关系，什么都没有改变。请把卡片发到正确的群里。',
  done: '已提交，等待确认', doneHint: '网格长或社区工作人员确认后就能使用，结果会通知您。', active: '绑定完成', activeHint: '群里的邻居点开卡片就能加入本网格了。',
  refused: '暂时不能绑定', notGroup: '没能认出微信群，请在群里点开卡片', back: '回到群的页面', retry: '再试一次',
  left: '您已不在这个群里，请先回到群里再绑定',
}

export const LANDING = {
  from: '您来自微信群', place: '所在微网格', join: '加入本网格', agree: '同意并加入',
  joinHint: '加入后，您反映的事会直接交给这里的网格员，答复也会送到您手上。',
  here: '您已在这个微网格', elsewhere: (name: string) => `您现在属于 ${name}`, elsewhereHint: '如果您搬到了这里，可以改过来；三十天内只能改一次。',
  change: '改到这里', changeAsk: (name: string) => `改到 ${name}？`, changeHint: '以后您反映的事会交给这里的网格员。', stay: '不改，去首页',
  joined: '欢迎加入', goOn: '看刚才的内容', report: '我要反映', home: '去首页',
  pending: '这个群还没有确认', pendingHint: '网格长确认后，就能从这里加入。您也可以现在自己选择住处。', activate: '确认这是本网格的群',
  scanned: '您扫的网格码属于', movedHint: '如果您搬到了这里，可以改过来。',
  badCodeHint: '这张码认不出来，或已失效。没有关系，请选一下您住在哪里。',
  lost: { bad_code: '未知网格', stranger: '没能认出这个微信群', left: '您已不在那个微信群里', nowhere: '没能认出您来自哪个群' },
  lostHint: '没有关系，请选一下您住在哪里。', known: (name: string) => `您的微网格：${name}`,
  choose: '选择我住的地方', unknown: '我不清楚，先不选', unknownHint: '社区会帮您找到网格员',
  worker: '网格员', settled: '好的，社区会帮您找到网格员',
}
