import type { Signup } from '../../../api/types'
import { span } from '../../../lib/activity'

const HOUR_S = 3600
const seconds = (text: string) => Math.floor(Date.parse(text) / 1000)

/** Puts a sign-up into the phone's calendar. A phone that does not let us gets it as text to paste; gives whether it is in the calendar. */
export async function keep(s: Signup): Promise<boolean> {
  try {
    await wx.addPhoneCalendar({ title: s.title, startTime: seconds(s.starts_at), endTime: String(seconds(s.ends_at)), location: s.place, alarm: true, alarmOffset: HOUR_S })
    return true
  } catch {
    await wx.setClipboardData({ data: [s.title, span(s.starts_at, s.ends_at), s.place].join('\n') })
    return false
  }
}
