/** The page of those who handle matters. */
export const WORK = {
  tiles: { fresh: '待受理', today: '今天到期', late: '已超时', asked: '等居民补充' },
  scopes: { open: '要办的', pool: '待领办', tell: '待告知', handled: '已答复', closed: '已办结' },
  search: '搜内容或编号', clear: '清空',
  none: '手上没有要办的事', noneHint: '居民的事交给您时，会在微信里告诉您，也会出现在这里。',
  noneHere: '这里没有', noneFound: '没有找到，换个说法试试', showAll: '看全部要办的',
  guest: '这里给办理的人用', guestHint: '您反映的事在“诉求”里。', toIssues: '去看我的诉求',
  behalf: '代邻居登记', tell: '上门告知', questions: '通知提问', activities: '组织活动', links: '家人授权', groups: '微信群',
  clearDay: '今日无异常', clearHint: '今天还没有记录，巡查后点一下就好', cleared: '记下了',
  alerts: (left: number) => (left > 0 ? `新诉求的微信提醒还能收 ${left} 条` : '新诉求的微信提醒用完了'), alertsHint: '有新诉求时，微信会马上告诉您', allow: '再收一条',
  allowed: '好的，会提醒您', refused: '没有同意，新诉求只在这里看得到',
}
