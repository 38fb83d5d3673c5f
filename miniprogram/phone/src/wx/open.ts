import { openTypes } from '../elements/button'
import { chooseCode } from '../ui/scan'
import { client } from '../world'
import { call } from './api'
import type { Host } from './index'

/** What a mini-program may ask of WeChat about the person: sign-in, phone, codes. */
export function open(host: Host) {
  openTypes.getPhoneNumber = (_, emit) => { void phone(host, emit) }
  openTypes.getRealtimePhoneNumber = (_, emit) => { void phone(host, emit) }
  openTypes.openSetting = () => { void (window as unknown as { wx: { openSetting(o: object): unknown } }).wx.openSetting({}) }
  return {
    login: call('login', () => client<{ code: string }>('login', {})),
    checkSession: call('checkSession', async () => { await client('check_session', {}) }),
    scanCode: call('scanCode', async () => {
      const code = await chooseCode(host.glass)
      if (!code) throw new Error('cancel')
      return { result: code.text, path: code.text, scanType: code.path ? 'WX_CODE' : 'QR_CODE', charSet: 'UTF-8', rawData: '' }
    }),
  }
}

/** The button of open-type getPhoneNumber. */
async function phone({ glass, place, privacy }: Host, emit: (type: string, detail: object) => void) {
  const fail = (errMsg: string, more: object = {}) => { emit('getphonenumber', { errMsg: `getPhoneNumber:fail ${errMsg}`, ...more }) }
  try {
    await privacy.consent('button.open-type.getPhoneNumber')
    const yes = await glass.ask(`“${place.app.name}”申请获取并验证您的手机号`, `${place.user.phone}\n微信绑定号码`, '允许', '不允许')
    if (!yes) return fail('user deny')
    const { code } = await client<{ code: string }>('phone', {})
    emit('getphonenumber', { errMsg: 'getPhoneNumber:ok', code })
  } catch (e) {
    const { errCode, errno } = (e as { more?: { errCode?: number; errno?: number } }).more ?? {}
    fail(e instanceof Error ? e.message : String(e), { errno: errno ?? errCode })
  }
}
