import { openTypes } from '../elements/button'
import { make } from '../frame'
import { call as callPage } from '../pages'
import { client } from '../world'
import { call, Refused } from './api'
import type { Host } from './index'

interface Card { title?: string; path?: string; imageUrl?: string }

/** What a mini-program may ask of WeChat about the person: sign-in, phone, messages, groups. */
export function open(host: Host) {
  const { glass, place, pages } = host
  const share = async (card: Card) => { await shareCard(host, card) }
  openTypes.getPhoneNumber = (_, emit) => { void phone(host, emit) }
  openTypes.share = (button) => {
    const top = pages.top!.mounted.instance
    const target = (button as HTMLElement & { __wxElement?: { dataset: object } }).__wxElement
    void share((callPage(top, 'onShareAppMessage', { from: 'button', target: { dataset: target?.dataset ?? {} } }) ?? {}) as Card)
  }
  return {
    __share: share,
    login: call('login', () => client<{ code: string }>('login', {})),
    checkSession: call('checkSession', async () => { await client('check_session', {}) }),
    requestSubscribeMessage: call('requestSubscribeMessage', (o: { tmplIds: string[] }) => subscribe(host, o.tmplIds)),
    scanCode: call('scanCode', async () => {
      const field = document.createElement('input')
      field.setAttribute('aria-label', '二维码内容')
      if (!await glass.ask('扫一扫', field, '识别')) throw new Error('cancel')
      return { result: field.value, path: field.value, scanType: 'QR_CODE', charSet: 'UTF-8', rawData: '' }
    }),
    requirePrivacyAuthorize: call('requirePrivacyAuthorize', () => undefined),
    getPrivacySetting: call('getPrivacySetting', () => ({ needAuthorization: false, privacyContractName: `《${place.app.name}隐私保护指引》` })),
    onNeedPrivacyAuthorization: () => undefined,
    openPrivacyContract: call('openPrivacyContract', async () => { await glass.ask(`${place.app.name}隐私保护指引`, '这里显示在微信公众平台填写的隐私保护指引。', '知道了', null) }),
    showShareMenu: call('showShareMenu', () => undefined), hideShareMenu: call('hideShareMenu', () => undefined), updateShareMenu: call('updateShareMenu', () => undefined),
    getGroupEnterInfo: call('getGroupEnterInfo', () => client<object>('group_enter', { shareTicket: host.enter.shareTicket })),
    getShareInfo: call('getShareInfo', (o: { shareTicket: string }) => client<object>('share_info', { shareTicket: o.shareTicket })),
    openSetting: call('openSetting', () => ({ authSetting: {} })), getSetting: call('getSetting', () => ({ authSetting: {}, subscriptionsSetting: { mainSwitch: true, itemSettings: {} } })),
  }
}

/** The dialog of subscribe messages: only at a tap, and at most so many templates. */
async function subscribe({ glass, place }: Host, ids: string[]): Promise<object> {
  if (!navigator.userActivation.isActive) throw new Refused('can only be invoked by user TAP gesture.', { errCode: 20003 })
  if (ids.length === 0) throw new Refused('empty params', { errCode: 10001 })
  if (ids.length > place.subscribeLimit) throw new Refused('count overflow', { errCode: 20003 })
  const known = ids.map((id) => place.templates.find((t) => t.id === id))
  if (known.some((t) => !t)) throw new Refused('No template data return, verify the template id exist', { errCode: 20001 })
  const list = make('div', 'phone-templates')
  const boxes = known.map((t) => {
    const row = make('label', 'phone-template')
    const box = document.createElement('input')
    box.type = 'checkbox'
    box.checked = true
    row.append(box, make('span', '', t!.title))
    list.append(row)
    return box
  })
  const yes = await glass.ask(`“${place.app.name}”申请发送以下消息`, list, '允许', '拒绝')
  const results = Object.fromEntries(ids.map((id, i) => [id, yes && boxes[i]!.checked ? 'accept' : 'reject']))
  await client('subscribe', { results })
  return results
}

async function phone({ glass, place }: Host, emit: (type: string, detail: object) => void) {
  const yes = await glass.ask(`“${place.app.name}”申请获取你的手机号`, `微信绑定的号码 ${place.user.phone ?? '138****0000'}`, '允许', '拒绝')
  if (!yes) return emit('getphonenumber', { errMsg: 'getPhoneNumber:fail user deny' })
  const { code } = await client<{ code: string }>('phone', {})
  emit('getphonenumber', { errMsg: 'getPhoneNumber:ok', code })
}

/** A card goes to a group or a friend of the person's. */
async function shareCard({ glass, place, pages }: Host, card: Card) {
  const mine = place.groups.filter((g) => g.members.includes(place.user.id))
  const choice = await glass.sheet(mine.map((g) => `群聊：${g.name}`))
  if (choice === null) return
  const path = card.path ?? pages.top?.path ?? ''
  await client('share', { group: mine[choice]!.id, card: { title: card.title ?? place.app.name, path: path.replace(/^\//, ''), image: card.imageUrl ?? '' } })
  glass.toast('已发送', 'success', 1500)
}
