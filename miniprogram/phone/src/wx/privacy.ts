import { openTypes } from '../elements/button'
import { client } from '../world'
import { later, Refused } from './api'
import type { Host } from './index'

interface Answer { event: 'agree' | 'disagree' | 'exposureAuthorization'; buttonId?: string }
type Asker = (resolve: (answer: Answer) => void, info: { referrer: string }) => void

/** Nobody's data is touched before the person agreed to the privacy guide. */
export class Privacy {
  private asker: Asker | null = null
  private waiting: Promise<void> | null = null

  constructor(private readonly host: Pick<Host, 'place' | 'glass'>) {}

  get needed(): boolean {
    return !this.host.place.privacyAgreed
  }

  listen(asker: Asker) {
    this.asker = asker
  }

  /** Waits for the person's consent; the calls that need it wait together. */
  consent(referrer: string): Promise<void> {
    if (!this.needed) return Promise.resolve()
    this.waiting ??= this.ask(referrer).finally(() => { this.waiting = null })
    return this.waiting
  }

  private async ask(referrer: string) {
    const agreed = this.asker ? await this.byPage(this.asker, referrer) : await this.byWeChat()
    await client('privacy', { yes: agreed })
    this.host.place.privacyAgreed = agreed
    if (!agreed) throw new Refused('privacy permission is not authorized', { errno: 104 })
  }

  private byPage(asker: Asker, referrer: string): Promise<boolean> {
    return new Promise((resolve) => {
      asker((answer) => { if (answer.event !== 'exposureAuthorization') resolve(answer.event === 'agree') }, { referrer })
    })
  }

  private byWeChat(): Promise<boolean> {
    const { glass, place } = this.host
    return glass.ask('用户隐私保护提示', `在使用前，请阅读《${place.app.name}小程序隐私保护指引》。如您同意，请点击“同意”继续。`, '同意', '拒绝')
  }
}

/** The calls of the privacy guide. */
export function privacy(host: Host) {
  const { place, glass } = host
  openTypes.agreePrivacyAuthorization = (_, emit) => { emit('agreeprivacyauthorization', {}) }
  return {
    requirePrivacyAuthorize: later('requirePrivacyAuthorize', () => host.privacy.consent('requirePrivacyAuthorize')),
    getPrivacySetting: later('getPrivacySetting', () => ({ needAuthorization: host.privacy.needed, privacyContractName: `《${place.app.name}小程序隐私保护指引》` })),
    onNeedPrivacyAuthorization: (asker: Asker) => { host.privacy.listen(asker) },
    openPrivacyContract: later('openPrivacyContract', async () => { await glass.ask(`${place.app.name}小程序隐私保护指引`, '这里显示在微信公众平台填写的隐私保护指引。', '知道了', null) }),
  }
}
