import { ask } from '../api/request'
import type { Template } from '../api/types'

/** Messages of a kind that can still come; with as many, a resident is not asked again. */
export const ENOUGH = 2

const AT_ONCE = 3 // templates in one dialog that every WeChat takes
const OFF = [20004, 20005] // WeChat's own switch for all messages is off, or it bars this mini-program

/** Whether a template is for those who handle matters of others. */
export const forWorkers = (t: Template): boolean => t.for === 'workers'

/** The templates worth asking for now: those about what one does, of which few are left. */
export const wanted = (list: Template[], works: boolean, enough: number, about: 'issue' | 'notice' | 'activity' | 'care' = 'issue'): Template[] =>
  list.filter((t) => t.event.startsWith(`${about}.`) && forWorkers(t) === works && !t.long_term && t.left < enough && t.choice !== 'ban').slice(0, AT_ONCE)

/** Those of which the fewest are left, as many as WeChat takes in one dialog: one-time and long-term ones only apart. */
export function fewest(list: Template[]): Template[] {
  const sorted = list.filter((t) => !t.long_term || t.left === 0).sort((a, b) => a.left - b.left)
  return sorted.filter((t) => t.long_term === sorted[0]?.long_term).slice(0, AT_ONCE)
}

/** Tells the server what was answered: nobody waits for it, and nothing depends on it here. */
function report(list: Template[], choice: (t: Template) => string | undefined) {
  const items = list.flatMap((t) => { const c = choice(t); return c ? [{ template_id: t.template_id, choice: c }] : [] })
  if (items.length > 0) void ask('/v1/templates/choices', { method: 'POST', data: { items } }).catch(() => undefined)
}

/** Asks in WeChat's own dialog; only a tap may do so, and nothing may come before it. */
export async function allow(list: Template[]): Promise<'yes' | 'no' | 'off'> {
  try {
    const said = await wx.requestSubscribeMessage({ tmplIds: list.map((t) => t.template_id) }) as unknown as Record<string, string>
    report(list, (t) => said[t.template_id])
    return list.some((t) => /^accept/.test(said[t.template_id] ?? '')) ? 'yes' : 'no'
  } catch (e) {
    if (!OFF.includes((e as { errCode?: number }).errCode ?? 0)) throw e
    report(list, () => 'off')
    return 'off'
  }
}
