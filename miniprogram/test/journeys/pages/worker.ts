import type { Phone } from '../../kit/phone'

const RETRY = '再试一次'

/** Opens the mini-program. */
export const arrives = (phone: Phone) => phone.seesAfter(RETRY, '我的工作', 60_000)

/** Takes the matter that is on the glass. */
export async function takes(phone: Phone) {
  await phone.taps('受理')
  await phone.sees('已受理')
}

/** Answers the matter that is on the glass. */
export async function answers(phone: Phone, text: string) {
  await phone.taps('答复')
  await phone.taps('已经解决')
  await phone.writes('答复内容', text)
  await phone.shot('answer')
  await phone.taps('提交')
  await phone.sees('已答复')
  await phone.sees(text)
}
