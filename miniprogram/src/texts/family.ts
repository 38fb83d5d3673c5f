/** A parent with an account of his own, whom a grown child may sign up. */
export const LINK = {
  asks: (who: string) => `${who}想替您报名活动`, asksHint: '同意后，他可以替您报名，报了什么您都看得到，随时可以取消。不认识请不要同意。', agree: '同意', refuse: '不同意', refuseAsk: '不同意他替您报名？', refuseHint: '不会告诉他。', agreed: '已同意', refused: '好的，没有同意',
  lets: (who: string) => `${who}可以替您报名`, letsHint: '他替您报的，在“我的活动”里都看得到。', end: '取消授权', endAsk: (who: string) => `不让${who}替您报名了？`, endHint: '他已经替您报的还在，由您自己决定。', ended: '已取消',
  states: { asked: '等他同意', agreed: '已同意您替他报名' }, own: '他自己也用这个小程序', ownHint: '要他同意，您才能替他报名', phone: '他绑定的手机号', phoneHint: '11 位手机号', needPhone: '请写 11 位手机号',
  send: '请他同意', sent: '记下了，等他同意', sentHint: '请他打开“我的家人”同意；他不方便，也可以当面告诉他的网格员。', take: '撤回', takeAsk: (who: string) => `撤回给${who}的请求？`, leave: '解除', leaveAsk: (who: string) => `解除和${who}的关联？`, leaveHint: '以后不能替他报名；已经报的由他自己决定。', no: '再想想',
}

/** What parents told their worker in person. */
export const LINKS = {
  title: '家人授权', lead: '老人不方便点手机的，可以当面问清楚，替他记下。', asks: (child: string, parent: string) => `${child}想替${parent}报名活动`, lets: (child: string, parent: string) => `${child}可以替${parent}报名活动`, agree: '他当面同意了', refuse: '他不同意', end: '他要取消',
  agreeAsk: (parent: string) => `${parent}当面同意了？`, agreeHint: '请确认是他本人说的。他会收到通知，随时可以取消。', endAsk: '记下他不同意？', endHint: '他已有的报名还在，由他自己决定。', yes: '确认', no: '再想想', done: '记下了', none: '没有要记的', noneHint: '居民请父母同意代报名时，会出现在这里', nobody: '居民', guest: '这里给网格员用', home: '回到首页',
}
