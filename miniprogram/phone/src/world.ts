import { Refused } from './wx/api'

/** A template of subscribe messages; type 2 is one-time, 3 long-term. */
export interface Template { id: string; title: string; type: number; fields: { name: string; label: string; kind: string }[] }

/** What the simulator says about this phone and the WeChat around it. */
export interface World {
  backend: string
  app: { id: string; name: string }
  user: { id: string; nick: string; phone: string; fontScale: number }
  templates: Template[]
  groups: { id: string; name: string; members: string[] }[]
  friends: { id: string; nick: string }[]
  subscribeLimit: number
  /** Whether the person takes messages of this mini-program at all. */
  mainSwitch: boolean
  privacyAgreed: boolean
  /** The version of the base library. */
  sdk: string
}

/** Which way led into the mini-program. */
export interface Door {
  /** The page, with its query. */
  path: string
  scene: number
  shareTicket: string
  chatType: number
  /** The simulator's name for this opening, by which it knows the chat. */
  entry: string
}

const params = new URLSearchParams(location.search)
const who = { user: params.get('user') ?? '', app: params.get('app') ?? '' }

/** Asks the simulator's client API for this phone's user and app; WeChat's "no" comes as a Refused. */
export async function client<T>(call: string, body?: object): Promise<T> {
  return answered<T>(call, await fetch(`/_sim/client/${call}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...who, ...body }) }))
}

/** Looks something up at the simulator. */
export async function look<T>(call: string, query: Record<string, string> = {}): Promise<T> {
  return answered<T>(call, await fetch(`/_sim/client/${call}?${new URLSearchParams({ ...who, ...query })}`))
}

async function answered<T>(call: string, answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${call}: ${answer.status} ${await answer.text()}`)
  const body = await answer.json() as T & { errCode?: number; errMsg?: string }
  if (body.errCode) throw new Refused(body.errMsg ?? '', { errCode: body.errCode })
  return body
}

/** Reads who this phone is from the simulator. */
export const world = () => look<World>('config')

const START = 1001 // WeChat's scene of the list of recent mini-programs

/** The door that this window's address names; `first` is the page when it names none. */
export function frontDoor(first: string): Door {
  return door({ path: params.get('path') || first, scene: Number(params.get('scene') ?? START), shareTicket: params.get('shareTicket') ?? '', entry: params.get('entry') ?? '' })
}

/** Fills up what a door does not say. */
export function door(d: Partial<Door> & { path: string }): Door {
  return { scene: START, shareTicket: '', chatType: 0, entry: '', ...d, path: d.path.replace(/^\//, '') }
}
