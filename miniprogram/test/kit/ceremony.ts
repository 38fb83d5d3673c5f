import { Person } from './person'
import { APP, type Product } from './product'

/** What a person does in WeChat itself; see sim/group.go. */
export async function taps<T>({ sim }: Product, user: string, call: string, body: object): Promise<T> {
  const answer = await fetch(`${sim}/_sim/client/${call}`, { method: 'POST', body: JSON.stringify({ user, app: APP, ...body }) })
  const said = await answer.json() as T & { errCode?: number; errMsg?: string }
  if (!answer.ok || said.errCode) throw new Error(`${call}: ${answer.status} ${said.errMsg ?? ''}`)
  return said
}

interface Sealed { encryptedData: string; iv: string }
const sealed = ({ encryptedData, iv }: Sealed) => ({ encrypted_data: encryptedData, iv })

/** Binds a WeChat group of the simulator to one on the list, as the worker's phone does; for what a test needs before it begins. */
export async function binds(product: Product, user: string, chat: string, group: number): Promise<void> {
  const worker = await Person.signIn(product, user)
  const { ticket, activity } = await worker.asks<{ ticket: string; activity: string }>('POST', `/v1/groups/${group}/tickets`, { private: true })
  const card = await taps<{ id: number }>(product, user, 'share', { group: chat, card: { title: '绑定本网格的微信群', path: `packages/group/bind/bind?id=${group}`, ticketed: true, private: true, activity } })
  const door = await taps<{ entry: string; shareTicket: string }>(product, user, 'open_card', { id: card.id })
  const [entry, proof] = [await taps<Sealed>(product, user, 'group_enter', door), await taps<Sealed>(product, user, 'private_message', door)]
  await worker.asks('POST', `/v1/groups/${group}/sightings`, { ticket, group: sealed(entry), card: sealed(proof) })
  await worker.asks('POST', `/v1/groups/${group}/binding`, { ticket })
}
