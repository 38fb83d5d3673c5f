import type { Window } from '../../kit/window'

/** Signs in on the staff pages. */
export async function signsIn(desk: Window, username: string, password: string) {
  await desk.writes('用户名', username)
  await desk.writes('密码', password)
  await desk.shot('sign-in')
  await desk.taps('登录')
  await desk.sees('总览')
}

/** Finds a matter in the work list, and opens it. */
export async function opens(desk: Window, words: string) {
  await desk.taps('诉求')
  await desk.sees(words)
  await desk.sees('1 次没解决')
  await desk.shot('list')
  await desk.taps(words)
  await desk.sees(/^办理经过/)
}

/** What the menu offers. */
export const menu = (desk: Window) => desk.page.getByRole('navigation').first().getByRole('link').allInnerTexts()

/** Opens a page of the menu, and waits until it has read everything. */
export async function turnsTo(desk: Window, page: string) {
  await desk.page.getByRole('navigation').first().getByRole('link', { name: page }).click()
  await desk.page.getByRole('main').getByRole('heading', { name: page }).first().waitFor()
  await desk.misses(/^正在加载/)
}

/** Types into the text of a notice, where the cursor is. */
export async function types(desk: Window, words: string) {
  await desk.page.getByRole('textbox', { name: '正文' }).click()
  await desk.page.keyboard.press('Control+End')
  await desk.page.keyboard.type(words)
}
