import { APP, type Product } from './product'

/** A user of the simulator, asking the server as his phone does: for what a test needs before it begins. */
export class Person {
  private constructor(private readonly api: string, private readonly token: string) {}

  static async signIn({ api, sim }: Product, user: string): Promise<Person> {
    const { code } = await said<{ code: string }>(await fetch(`${sim}/_sim/client/login`, { method: 'POST', body: JSON.stringify({ user, app: APP }) }))
    const { token } = await said<{ token: string }>(await fetch(`${api}/v1/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }) }))
    return new Person(api, token)
  }

  async asks<T>(method: string, path: string, data?: object | FormData): Promise<T> {
    const json = data !== undefined && !(data instanceof FormData)
    return said<T>(await fetch(this.api + path, {
      method, headers: { Authorization: `Bearer ${this.token}`, ...(json ? { 'Content-Type': 'application/json' } : {}) },
      body: json ? JSON.stringify(data) : data ?? null,
    }))
  }

  /** Agrees to what is done with what he writes. */
  async agrees() {
    const me = await this.asks<{ consent_needed: string }>('GET', '/v1/me')
    await this.asks('POST', '/v1/me/consent', { version: me.consent_needed })
  }

  /** Agrees, and lives in the first building of the first compound of a community. */
  async settles(community: string) {
    await this.agrees()
    const { items } = await this.asks<{ items: { id: number; name: string }[] }>('GET', '/v1/communities')
    const compounds = await this.asks<{ items: { buildings: { id: number }[] }[] }>('GET', `/v1/communities/${items.find((c) => c.name === community)!.id}/compounds`)
    await this.asks('PUT', '/v1/me/home', { building_id: compounds.items[0]!.buildings[0]!.id })
  }

  /** Sends a photo, and gives its number. */
  async photo(): Promise<number> {
    const form = new FormData()
    form.append('file', new Blob([Buffer.from(PNG, 'base64')], { type: 'image/png' }), 'a.png')
    return (await this.asks<{ id: number }>('POST', '/v1/attachments', form)).id
  }

  /** Reports with a photo; `more` is what else is said. */
  async reports(words: string, category: string, more: object = {}): Promise<Issue> {
    return this.asks<Issue>('POST', '/v1/issues', { words, category, attachments: [await this.photo()], place: { text: '1 号楼东侧，靠近自行车棚的那盏路灯下面' }, ...more })
  }

  /** Takes a step on the issue as it is now. */
  async takes(issue: Issue, step: string, more: object = {}): Promise<Issue> {
    const { version } = await this.asks<Issue>('GET', `/v1/issues/${issue.id}`)
    return this.asks<Issue>('POST', `/v1/issues/${issue.id}/steps`, { step, version, ...more })
  }
}

export interface Issue { id: number; version: number }

/** A picture of one point. */
export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function said<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`)
  return (answer.status === 204 ? undefined : await answer.json()) as T
}
