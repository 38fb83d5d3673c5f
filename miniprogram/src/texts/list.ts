/** The foot of every list. */
export const FOOT = { end: '没有更多了', more: '正在加载', retry: '没加载出来，点这里再试' }

/** A long text that shows its beginning. */
export const FOLD = { all: '展开全文', less: '收起' }
