/** A staff member at his desk, asking the server as the admin pages do. */
export class Staff {
  private constructor(private readonly api: string, readonly username: string, readonly password: string, private readonly cookie: string, private readonly csrf: string) {}

  static async signIn(api: string, username: string, password: string): Promise<Staff> {
    const answer = await fetch(`${api}/v1/staff/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username, password }) })
    if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.status} ${await answer.text()}`)
    const { csrf } = await answer.json() as { csrf: string }
    return new Staff(api, username, password, answer.headers.get('Set-Cookie')!.split(';')[0]!, csrf)
  }

  async get<T>(path: string): Promise<T> {
    const answer = await fetch(this.api + path, { headers: { Cookie: this.cookie } })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return await answer.json() as T
  }

  post(path: string, data?: object): Promise<void> {
    return this.send('POST', path, data)
  }

  put(path: string, data: object): Promise<void> {
    return this.send('PUT', path, data)
  }

  private async send(method: string, path: string, data?: object): Promise<void> {
    const answer = await fetch(this.api + path, { method, headers: { Cookie: this.cookie, 'X-CSRF-Token': this.csrf, 'Content-Type': 'application/json' }, body: data ? JSON.stringify(data) : null })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
}
