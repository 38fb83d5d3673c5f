/** What the first page says. */
export const HOME = {
  welcome: '您好',
  promise: '件件有着落，事事有回音',
  noPlace: '选好小区和楼栋，就知道您的网格员是谁，有事直接找到人。',
  card: '身边有事说一声，件件有回音',
  choosePlace: '选择我住的地方',
  unknownGrid: '网格还没确定，社区正在帮您查',
  call: '打电话',
  say: '说一句', sayHint: '写下或说出一件事',
  shoot: '拍一张', shootHint: '拍张照片就能反映',
  find: '找网格员', findHint: '打电话，或者写给网格员',
  unread: (n: number) => `您有 ${n > 99 ? '99 条以上' : `${n} 条`}新消息`,
  notices: '社区通知', allNotices: '全部通知',
  mine: '我反映的事', all: '全部',
  solved: '本网格办好的事', moreSolved: '更多办好的事', open: '本网格正在办', moreOpen: '更多正在办的事', more: '更多', noneSolved: '办好的事会出现在这里',
  work: '我的工作', toWork: '去工作台', toDo: '待受理', doing: '办理中', late: '已超时', urgent: '先办这几件', noneUrgent: '手上没有要办的事',
  alsoResident: '我也住在这里', alsoResidentHint: '选好住处，您也可以反映自己身边的事',
  bigger: '字太小？换成长辈版', biggerHint: '字更大，按钮更大',
}

/** What somebody hears, once, when the territory changed where he lives. */
export const MOVED = {
  title: '您家所在的网格有调整',
  told: (was: string, now: string) => `原来的“${was}”调整了，您家现在归“${now}”。您反映过的事都跟着过来了，不用重新提交。`,
  ask: (was: string) => `“${was}”分成了两个，请点一下您住的那一个。`,
  here: '我住这里', know: '知道了', other: '都不是，重新选小区和楼栋', wrong: '不对，重新选小区和楼栋',
}

/** What 找网格员 offers. */
export const waysTo = (who: string) => [
  { value: 'call', label: `打电话给${who}`, hint: '急事请打电话', icon: 'call-filled' },
  { value: 'write', label: `写给${who}`, hint: '会收到您写的，按约定时间答复', icon: 'edit-filled' },
]

/** A number that stops somewhere, such as 99+. */
export const upTo = (n: number, most: number): string => (n >= most ? `${most}+` : String(n))
