/** What the simulator says about this phone and the WeChat around it. */
export interface World {
  backend: string
  app: { id: string; name: string }
  user: { id: string; nick: string; phone?: string; fontScale: number }
  templates: { id: string; title: string; type: number; fields: { name: string; label: string; kind: string }[] }[]
  groups: { id: string; name: string; members: string[] }[]
  subscribeLimit: number
  enter: { path: string; scene: number; shareTicket: string }
}

const params = new URLSearchParams(location.search)
const who = { user: params.get('user') ?? '', app: params.get('app') ?? '' }

/** Asks the simulator's client API for this phone's user and app. */
export async function client<T>(call: string, body?: object): Promise<T> {
  const search = new URLSearchParams(who).toString()
  const answer = body === undefined
    ? await fetch(`/_sim/client/${call}?${search}`)
    : await fetch(`/_sim/client/${call}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...who, ...body }) })
  if (!answer.ok) throw new Error(`${call}: ${answer.status} ${await answer.text()}`)
  return await answer.json() as T
}

/** Reads who this phone is from its address and the simulator. */
export async function world(): Promise<World> {
  const config = await client<Omit<World, 'enter'>>('config')
  return { ...config, enter: { path: params.get('path')?.replace(/^\//, '') ?? '', scene: Number(params.get('scene') ?? 1001), shareTicket: params.get('shareTicket') ?? '' } }
}
