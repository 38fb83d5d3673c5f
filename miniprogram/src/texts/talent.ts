/** The directory of who lets neighbours know what he can do. */
export const TALENT = {
  link: '看看社区达人', title: '社区达人', all: '全部', vest: '红马甲', ask: '想请谁帮忙，请联系您的网格员', more: '更多',
  list: '让邻居看到我', listHint: '只显示称呼、住哪个微网格和特长，不显示电话。随时可以关掉。', intro: '说说您自己', introHint: '比如：周末有空，没有可以不填', save: '保存', done: '已登上名录', gone: '已从名录移除', skills: '先选我的特长',
  none: '还没有人登上名录', noneHint: '会理发、会修电器、能陪聊天，都可以让邻居知道',
}
