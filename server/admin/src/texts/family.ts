/** Parents who are asked whether a grown child may sign them up. */
export const texts = {
  title: '家人授权', lead: '子女想替有手机的父母报名，要父母同意。老人不方便点手机的，当面问清楚后在这里记下，老人会收到通知，随时可以取消。',
  columns: { who: '谁想替谁报名', asked: '什么时候', state: '进展', act: '' }, says: (child: string, parent: string) => `${child} 想替 ${parent} 报名`, nobody: '居民', empty: '没有要记的', emptyHint: '居民在小程序“我的家人”里请父母同意后，会出现在这里。',
  states: { asked: '等待同意', agreed: '已同意', ended: '已结束' }, told: '当面说的', agree: '当面同意了', refuse: '不同意', end: '要取消',
  agreeAsk: (parent: string) => `${parent}当面同意了？`, agreeText: '请确认是老人本人说的。', refuseAsk: '记下老人不同意？', refuseText: '对方不会收到通知。', endAsk: '记下老人要取消？', endText: '已有的报名还在，由老人自己决定；双方都会收到通知。', yes: '确认', done: '记下了',
}
