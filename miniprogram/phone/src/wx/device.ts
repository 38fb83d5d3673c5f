import { parse } from '../address'
import type { Door } from '../world'
import { call } from './api'
import type { Host } from './index'
import { permit } from './permission'

/** What a mini-program learns of how it was opened. */
export function options(door: Door) {
  const { path, query } = parse(door.path)
  return { path, query, scene: door.scene, referrerInfo: {}, ...(door.shareTicket ? { shareTicket: door.shareTicket } : {}), ...(door.chatType ? { chatType: door.chatType } : {}) }
}

/** What a page may know of the phone, and small things that a phone does. */
export function device(host: Host) {
  const { place, glass } = host
  const size = () => {
    const area = document.querySelector('.phone-area')
    return { windowWidth: innerWidth, windowHeight: area?.clientHeight ?? innerHeight, screenWidth: innerWidth, screenHeight: innerHeight, pixelRatio: devicePixelRatio, statusBarHeight: 20, safeArea: { top: 20, bottom: innerHeight, left: 0, right: innerWidth, width: innerWidth, height: innerHeight - 20 } }
  }
  const base = () => ({ SDKVersion: place.sdk, version: '8.0.60', language: 'zh_CN', theme: 'light', fontSizeScaleFactor: place.user.fontScale, fontSizeSetting: 16 * place.user.fontScale })
  const about = () => ({ brand: 'sim', model: 'phone', platform: 'android', system: 'Android 14' })
  return {
    getSystemInfoSync: () => ({ ...size(), ...base(), ...about() }),
    getSystemInfo: call('getSystemInfo', () => ({ ...size(), ...base(), ...about() })),
    getWindowInfo: size, getAppBaseInfo: base, getDeviceInfo: about,
    getSystemSetting: () => ({ bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true, deviceOrientation: 'portrait' }),
    getAppAuthorizeSetting: () => ({ notificationAuthorized: 'authorized', cameraAuthorized: 'authorized', locationAuthorized: 'authorized' }),
    getMenuButtonBoundingClientRect: () => ({ width: 88, height: 32, left: innerWidth - 95, right: innerWidth - 7, top: 26, bottom: 58 }),
    getEnterOptionsSync: () => options(host.door), getLaunchOptionsSync: () => options(host.launch),
    getAccountInfoSync: () => ({ miniProgram: { appId: place.app.id, envVersion: 'develop', version: '' } }),
    getUpdateManager: () => ({ onCheckForUpdate: () => undefined, onUpdateReady: () => undefined, onUpdateFailed: () => undefined, applyUpdate: () => undefined }),
    getLogManager: () => console, getRealtimeLogManager: () => console,
    onThemeChange: () => undefined, offThemeChange: () => undefined, onWindowResize: () => undefined, offWindowResize: () => undefined,
    onAppShow: () => undefined, onAppHide: () => undefined, onError: () => undefined, onUnhandledRejection: () => undefined, onMemoryWarning: () => undefined,
    vibrateShort: call('vibrateShort', () => undefined),
    makePhoneCall: call('makePhoneCall', async (o: { phoneNumber: string }) => {
      if (!await glass.ask('', `呼叫 ${o.phoneNumber}`, '呼叫')) throw new Error('cancel')
      glass.toast('正在呼叫', 'none', 1500)
    }),
    addPhoneCalendar: call('addPhoneCalendar', async (o: { title: string; location?: string }) => {
      await host.privacy.consent('addPhoneCalendar')
      await permit(host, 'scope.addPhoneCalendar', [o.title, o.location].filter(Boolean).join('\n'))
    }),
    setClipboardData: call('setClipboardData', async (o: { data: string }) => {
      await host.privacy.consent('setClipboardData')
      await navigator.clipboard?.writeText(o.data).catch(() => undefined)
      glass.toast('内容已复制', 'none', 1500)
    }),
  }
}
