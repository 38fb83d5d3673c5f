/** The page of messages. */
export const INBOX = {
  none: '还没有消息', noneHint: '您反映的事有人受理、有答复时，会在这里告诉您。',
  readAll: '全部标为已读', unread: '未读', alerts: '微信提醒',
}

/** The page on which a person allows messages in WeChat. */
export const ALERTS = {
  why: '微信规定，您同意一次，我们才能发一条。用完了，再点一次就好。',
  mine: '给您的消息', work: '您办理的事',
  left: (n: number) => (n > 0 ? `还能收 ${n} 条` : '现在收不到'), long: '一直能收到', blocked: '在微信里选了不接收',
  one: '再收一条', all: (n: number) => (n > 1 ? `这 ${n} 种，各收一条` : '再收一条'),
  yes: '好的，会提醒您', no: '您刚才没有同意，微信就不会提醒。没关系，消息都在“消息”里，打开就能看到。',
  off: '微信里关着“接收订阅消息”，所以收不到提醒。', blockedHint: '有的提醒在微信里选了不接收。', open: '去微信设置打开',
  how: '怎么在微信里打开', steps: ['点右上角的 ···，选“设置”', '点“通知管理”（订阅消息）', '打开“接收订阅消息”，把要收的提醒选为“接收”'],
  none: '这里还没有可以选的提醒', noneHint: '选好住处以后就有了。', choosePlace: '选择我住的地方', inbox: '不管有没有微信提醒，每条消息都会放在“消息”里。',
}
