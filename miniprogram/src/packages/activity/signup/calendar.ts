import { download } from '../../../api/request'
import type { Signup } from '../../../api/types'
import { span } from '../../../lib/activity'
import { cancelled } from '../../../lib/page'
import { MARK } from '../../../texts/serve'

const HOUR_S = 3600
const SCOPE = 'scope.addPhoneCalendar'
const seconds = (text: string) => Math.floor(Date.parse(text) / 1000)

const add = (s: Signup) => wx.addPhoneCalendar({ title: s.title, startTime: seconds(s.starts_at), endTime: String(seconds(s.ends_at)), location: s.place, alarm: true, alarmOffset: HOUR_S })

/** Puts a sign-up into the phone's calendar. Where that is not allowed, leads to the setting, or copies it as text to paste. Gives what to say; '' is nothing. */
export async function keep(s: Signup): Promise<string> {
  try {
    await add(s)
    return MARK.saved
  } catch (e) {
    if (cancelled(e)) return ''
  }
  if ((await wx.showModal({ title: MARK.barred, content: MARK.barredHint, confirmText: MARK.allow, cancelText: MARK.copy })).confirm) {
    const { authSetting } = await wx.openSetting({})
    if (!(authSetting as Record<string, boolean | undefined>)[SCOPE]) return ''
    return add(s).then(() => MARK.saved, () => '')
  }
  await wx.setClipboardData({ data: [s.title, span(s.starts_at, s.ends_at), s.place].join('\n') })
  return MARK.copied
}

/** Sends a sign-up as a calendar file into a chat: to whoever goes, or to a computer. Throws a Failure when it cannot be fetched. */
export async function send(s: Signup): Promise<void> {
  const filePath = await download(`/v1/signups/${s.id}/calendar`)
  await wx.shareFileMessage({ filePath, fileName: `${s.title.replace(/[\\/:*?"<>|]/g, ' ')}.ics` }).catch((e: unknown) => { if (!cancelled(e)) throw e })
}
