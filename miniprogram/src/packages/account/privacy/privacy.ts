import type { Me } from '../../../api/types'
import { page } from '../../../lib/page'
import { day } from '../../../lib/time'
import { PLACE, PRIVACY } from '../../../texts/account'

page({
  data: { t: PRIVACY, consent: PLACE.consent, given: '' },
  onShow() { void this.refresh() },
  async read({ consent, consent_needed }: Me) { this.setData({ given: consent?.version === consent_needed ? PRIVACY.given(day(consent.given_at)) : '' }) },
  agree() { wx.navigateTo({ url: '/packages/account/place/place?for=consent' }) },
  async official() { await this.attempt('official', async () => { await wx.openPrivacyContract({}) }) },
})
