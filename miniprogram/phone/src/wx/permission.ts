import type { Host } from './index'

const NAMES: Record<string, string> = { 'scope.addPhoneCalendar': '添加到日历' }
type Answers = Record<string, boolean>

/** What the person allowed or refused once; WeChat does not ask again. */
export const scopes = ({ kept }: Pick<Host, 'kept'>): Answers => (kept.get('scopes') || {}) as Answers

/** Changes one answer, as WeChat's page of settings does. */
export const setScope = ({ kept }: Pick<Host, 'kept'>, scope: string, on: boolean) => { kept.set('scopes', { ...scopes({ kept }), [scope]: on }) }

export const scopeName = (scope: string): string => NAMES[scope] ?? scope

/** Waits for leave to use something of the phone; asks the first time only. */
export async function permit(host: Host, scope: string, what: string) {
  const answer = scopes(host)[scope] ?? await host.glass.ask(`“${host.place.app.name}”申请${scopeName(scope)}`, what, '允许', '不允许')
  setScope(host, scope, answer)
  if (!answer) throw new Error('auth deny')
}
