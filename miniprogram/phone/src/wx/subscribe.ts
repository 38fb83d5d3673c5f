import { make } from '../frame'
import type { Template } from '../world'
import { client } from '../world'
import { call, Refused } from './api'
import type { Host } from './index'
import { scopeName, scopes, setScope } from './permission'

type Choice = 'accept' | 'reject' | 'filter'
type Choices = Record<string, Choice>

/** Subscribe messages: the dialog, and the page of settings. */
export function subscriptions(host: Host) {
  return {
    requestSubscribeMessage: call('requestSubscribeMessage', (o: { tmplIds: string[] }) => request(host, o.tmplIds)),
    getSetting: call('getSetting', (o: { withSubscriptions?: boolean }) => ({ authSetting: scopes(host), ...(o.withSubscriptions ? { subscriptionsSetting: setting(host) } : {}) })),
    openSetting: call('openSetting', async (o: { withSubscriptions?: boolean }) => {
      await settings(host)
      return { authSetting: scopes(host), ...(o.withSubscriptions ? { subscriptionsSetting: setting(host) } : {}) }
    }),
  }
}

const setting = (host: Host) => ({ mainSwitch: host.place.mainSwitch, itemSettings: fixed(host) })

/** What the person chose to keep: WeChat no longer asks, but each acceptance is still worth one message. */
const fixed = ({ kept }: Host): Choices => (kept.get('subscriptions') || {}) as Choices

/** The templates that WeChat would ask about, or its refusal. */
export function wanted(ids: string[], known: Template[], limit: number): Template[] {
  if (ids.length === 0) throw new Refused('TmplIds can\'t be empty', { errCode: 10001 })
  if (ids.length > limit) throw new Refused('Templates count out of max bounds', { errCode: 20003 })
  const list = ids.map((id) => known.find((t) => t.id === id))
  if (list.some((t) => !t)) throw new Refused('No template data return, verify the template id exist', { errCode: 20001 })
  if (new Set(list.map((t) => t!.type)).size > 1) throw new Refused('Templates type must be same', { errCode: 20002 })
  return list as Template[]
}

async function request(host: Host, ids: string[]): Promise<object> {
  if (!navigator.userActivation.isActive) throw new Refused('can only be invoked by user TAP gesture.')
  const { place } = host
  const list = wanted(ids, place.templates, place.subscribeLimit)
  if (!place.mainSwitch) throw new Refused('The main switch is switched off', { errCode: 20004 })
  const kept = fixed(host)
  const results: Choices = {}
  const titles = new Set<string>()
  for (const t of list) {
    if (titles.has(t.title)) results[t.id] = 'filter' // of templates with one title WeChat takes the first
    else if (kept[t.id]) results[t.id] = kept[t.id]!
    titles.add(t.title)
  }
  const open = list.filter((t) => !results[t.id])
  if (open.length > 0) Object.assign(results, await ask(host, open))
  await client('subscribe', { results: Object.fromEntries(Object.entries(results).filter(([, choice]) => choice !== 'filter')) })
  return results
}

/** The dialog: a box per template, and one to keep the choice. */
async function ask({ glass, place, kept }: Host, list: Template[]): Promise<Choices> {
  const form = make('div', 'phone-templates')
  const box = (text: string, on: boolean, className = 'phone-template') => {
    const row = make('label', className)
    const input = document.createElement('input')
    input.type = 'checkbox'
    input.checked = on
    row.append(input, make('span', '', text))
    form.append(row)
    return input
  }
  const boxes = list.map((t) => box(t.title, true))
  const keep = box('总是保持以上选择，不再询问', false, 'phone-template phone-keep')
  const yes = await glass.ask(`“${place.app.name}”申请向您发送以下消息`, form, '允许', '拒绝')
  const results = Object.fromEntries(list.map((t, i) => [t.id, yes && boxes[i]!.checked ? 'accept' : 'reject'])) as Choices
  if (keep.checked) kept.set('subscriptions', { ...((kept.get('subscriptions') || {}) as Choices), ...results })
  return results
}

/** WeChat's page where choices are taken back. */
async function settings(host: Host) {
  const { glass, place, kept } = host
  const list = make('div', 'phone-templates')
  const row = (text: string, on: boolean, then: (on: boolean) => void) => {
    const label = make('label', 'phone-template phone-setting')
    const input = document.createElement('input')
    input.type = 'checkbox'
    input.setAttribute('role', 'switch')
    input.checked = on
    input.addEventListener('change', () => { then(input.checked) })
    label.append(make('span', '', text), input)
    list.append(label)
  }
  for (const [scope, on] of Object.entries(scopes(host))) row(scopeName(scope), on, (now) => { setScope(host, scope, now) })
  row('接收订阅消息', place.mainSwitch, (on) => { place.mainSwitch = on; void client('subscribe_setting', { template: '', on }) })
  for (const [id, choice] of Object.entries(fixed(host))) {
    row(place.templates.find((t) => t.id === id)?.title ?? id, choice === 'accept', (on) => {
      kept.set('subscriptions', { ...fixed(host), [id]: on ? 'accept' : 'reject' })
      void client('subscribe_setting', { template: id, on })
    })
  }
  await glass.ask(`${place.app.name} · 设置`, list, '完成', null)
}
