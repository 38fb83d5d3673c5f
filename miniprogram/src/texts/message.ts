/** The page of messages. */
export const INBOX = {
  none: '还没有消息', noneHint: '您反映的事有人受理、有答复时，会在这里告诉您。',
  readAll: '全部标为已读', unread: '未读', retry: '没加载出来，点这里再试', end: '没有更多了',
}
