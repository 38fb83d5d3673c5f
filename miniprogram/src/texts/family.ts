/** A parent with an account of his own, whom a grown child may sign up. */
export const LINK = {
  asks: (who: string) => `${who}想替您报名活动`, asksHint: '同意后可以替您报名，报了什么您都看得到，随时可以取消。不认识请不要同意。', agree: '同意', refuse: '不同意', refuseAsk: '不同意替您报名？', refuseHint: '对方不会收到通知。', agreed: '已同意', refused: '好的，没有同意',
  lets: (who: string) => `${who}可以替您报名`, letsHint: '替您报的，在“我的活动”里都看得到。', end: '取消授权', endAsk: (who: string) => `不让${who}替您报名了？`, endHint: '已经替您报的还在，由您自己决定。', ended: '已取消',
  states: { asked: '等家人同意', agreed: '已同意您代为报名' }, own: '家人自己也用这个小程序', ownHint: '要家人同意，您才能代为报名', phone: '家人绑定的手机号', phoneHint: '11 位手机号', needPhone: '请写 11 位手机号',
  send: '请家人同意', sent: '记下了，等家人同意', sentHint: '请家人打开“我的家人”同意；不方便的，也可以当面告诉那里的网格员。一直没有同意的，过些日子自动撤回。', take: '撤回', takeAsk: (who: string) => `撤回给${who}的请求？`, leave: '解除', leaveAsk: (who: string) => `解除和${who}的关联？`, leaveHint: '以后不能代为报名；已经报的由家人自己决定。', no: '再想想',
}

/** What parents told their worker in person. */
export const LINKS = {
  title: '家人授权', lead: '老人不方便点手机的，可以当面问清楚，替他记下。', asks: (child: string, parent: string) => `${child}想替${parent}报名活动`, lets: (child: string, parent: string) => `${child}可以替${parent}报名活动`, agree: '当面同意了', refuse: '不同意', end: '要取消',
  agreeAsk: (parent: string) => `${parent}当面同意了？`, agreeHint: '请确认是老人本人说的。老人会收到通知，随时可以取消。', refuseAsk: '记下老人不同意？', refuseHint: '对方不会收到通知。', endAsk: '记下老人要取消？', endHint: '已有的报名还在，由老人自己决定；双方都会收到通知。', yes: '确认', no: '再想想', done: '记下了', none: '没有要记的', noneHint: '居民请父母同意代报名时，会出现在这里', nobody: '居民', guest: '这里给网格员用', home: '回到首页',
}
