/** A staff member at his desk, asking the server as the admin pages do. */
export class Staff {
  private constructor(private readonly api: string, readonly username: string, readonly password: string, private readonly cookie: string) {}

  static async signIn(api: string, username: string, password: string): Promise<Staff> {
    const answer = await fetch(`${api}/v1/staff/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username, password }) })
    if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.status} ${await answer.text()}`)
    return new Staff(api, username, password, answer.headers.get('Set-Cookie')!.split(';')[0]!)
  }

  async get<T>(path: string): Promise<T> {
    const answer = await fetch(this.api + path, { headers: { Cookie: this.cookie } })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return await answer.json() as T
  }
}
