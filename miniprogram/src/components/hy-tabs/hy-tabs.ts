const TABS = [
  { name: 'home', text: '首页', icon: 'home' },
  { name: 'issues', text: '诉求', icon: 'task' },
  { name: 'work', text: '工作台', icon: 'tools' },
  { name: 'mine', text: '我的', icon: 'user' },
]

/** The tabs of the main pages; the workers' own only for workers. */
Component({
  properties: {
    current: { type: String, value: '' },
    works: { type: Boolean, value: false },
  },
  data: { tabs: TABS.filter((t) => t.name !== 'work') },
  observers: { works(works: boolean) { this.setData({ tabs: TABS.filter((t) => works || t.name !== 'work') }) } },
  methods: {
    go(e: WechatMiniprogram.TouchEvent) {
      const name = e.currentTarget.dataset.name as string
      if (name !== this.data.current) wx.switchTab({ url: `/pages/${name}/${name}` })
    },
  },
})
