/** The foot of every list. */
export const FOOT = { end: '没有更多了', more: '正在加载', retry: '没加载出来，点这里再试' }
