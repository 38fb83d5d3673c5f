import type { Frame } from '../../lib/page'

/** The frame of every page: 长辈版, loading, failure, one-sentence errors and, on the main pages, the tabs.
 *  The slot head stays while the rest is loading or failed. */
Component({
  options: { multipleSlots: true },
  properties: {
    frame: { type: Object, value: {} as Frame },
    /** Which tab the page is; none for pages further in. */
    tab: { type: String, value: '' },
    /** What the skeleton looks like: cards or form. */
    shape: { type: String, value: 'cards' },
  },
  methods: {
    again() { this.triggerEvent('again') },
    dismiss() { this.triggerEvent('dismiss') },
    leave() { wx.switchTab({ url: '/pages/home/home' }) },
  },
})
