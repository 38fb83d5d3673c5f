import type { Phone } from '../../kit/phone'

const RETRY = '再试一次'

/** Opens the mini-program for the first time, however often it takes. */
export const arrives = (phone: Phone) => phone.seesAfter(RETRY, '选择我住的地方', 60_000)

/** Says where he lives, after he agreed. */
export async function joins(phone: Phone, community: string, compound: string, building: string) {
  await phone.taps('选择我住的地方')
  await phone.shot('agreement')
  await phone.taps('同意并继续')
  await phone.taps(community)
  await phone.shot('compounds')
  await phone.taps(compound)
  await phone.shot('buildings')
  await phone.taps(building)
  await phone.sees('记下了')
  await phone.shot('joined')
  await phone.taps('好的')
  await phone.sees('打电话')
}

/** Reports with a photo, and agrees to be told. */
export async function reports(phone: Phone, words: string, category: string) {
  await phone.taps('拍一张')
  await phone.photographs()
  await phone.named('去掉第1张照片').waitFor()
  await phone.misses(/^(正在上传|\d+%)$/)
  await phone.writes('内容', words)
  await phone.taps(category)
  await phone.shot('report')
  await phone.taps('提交')
  await phone.allows()
  await phone.sees('办理情况')
  await phone.sees(words)
}

/** Says that it is not solved. */
export async function reopens(phone: Phone, why: string) {
  await phone.taps('没解决')
  await phone.writes('哪里没解决', why)
  await phone.shot('not-solved')
  await phone.taps('提交')
  await phone.allows()
  await phone.sees(why)
  await phone.sees('办理中')
}
