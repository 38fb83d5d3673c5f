/** The directory of who can do what, by their own choice. */
export const texts = {
  title: '社区达人', lead: '居民自己选择登上名录，住处都由网格员核实过。名录不排先后，也不显示电话；要请谁帮忙，请他的网格员联系。',
  columns: { name: '称呼', skills: '特长', intro: '自我介绍', where: '住在' }, vest: '红马甲', search: '搜称呼或自我介绍', skill: '全部特长', empty: '还没有人登上名录', emptyHint: '居民在小程序“活动”里选好特长，就可以登上名录。',
}
