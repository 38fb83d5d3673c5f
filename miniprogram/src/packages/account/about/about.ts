import { page } from '../../../lib/page'
import { ABOUT } from '../../../texts/account'

page({
  data: { t: ABOUT, version: '' },
  onLoad() { void this.refresh() },
  async read() {
    const { version } = wx.getAccountInfoSync().miniProgram // empty until it is released
    this.setData({ version: version ? ABOUT.version(version) : ABOUT.trial })
  },
})
