import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { binary, folder, root, until } from './place'
import { fresh, type Servers } from './servers'
import { Staff } from './staff'

/** The demo's mini-program. */
export const APP = 'wxhuiyindemo00001'
const communities = join(root, 'configs/communities')
const calendar = join(root, 'configs/calendar')
const run = promisify(execFile)

export interface Harm { http?: number; errcode?: number; drop?: 'before' | 'after'; hang_ms?: number }

/** A fault of the simulator, or a named bad day: see sim/fault.go and sim/preset.go. */
export type Fault = { preset: string } | { path?: string; openid?: string; prob?: number; after?: number; times?: number; do: Harm }

/** One request of the server to WeChat. */
interface Call { path: string; fault?: string }

/** The whole product on free ports, with its own data; WeChat's simulator beside it, as WeChat is. */
export class Product {
  private server: ChildProcess | null = null
  private wechat: ChildProcess | null = null

  private constructor(readonly api: string, readonly sim: string, readonly password: string, private readonly env: NodeJS.ProcessEnv, private readonly data: Servers, readonly logs: string) {}

  /** Starts it with both demo communities imported. */
  static async start(name: string): Promise<Product> {
    const [data, [port, sim]] = await Promise.all([fresh(), freePorts(2)])
    const secret = (n: number) => randomBytes(n).toString('base64')
    const password = secret(12)
    const env = {
      PATH: process.env.PATH, HOME: process.env.HOME, HUIYIN_FONT: process.env.HUIYIN_FONT, HUIYIN_MYSQL_DSN: data.dsn, HUIYIN_REDIS_URL: data.redis,
      HUIYIN_KEYSET: secret(32), HUIYIN_INDEX_KEY: secret(32), HUIYIN_SIGN_KEY: secret(32), HUIYIN_DEMO_PASSWORD: password,
      HUIYIN_WECHAT_APP: APP, HUIYIN_WECHAT_SECRET: randomBytes(16).toString('hex'), HUIYIN_WECHAT_TOKEN: randomBytes(8).toString('hex'), HUIYIN_WECHAT_AES_KEY: randomBytes(22).toString('hex').slice(1),
      HUIYIN_ADDR: `127.0.0.1:${port}`, HUIYIN_SIM_ADDR: `127.0.0.1:${sim}`, HUIYIN_WECHAT_BASE: `http://127.0.0.1:${sim}`,
      HUIYIN_FILES_DIR: folder('journeys', name, 'files'), HUIYIN_SIM_APP: join(root, 'miniprogram/phone/dist'), HUIYIN_QUIET_FROM: 'none', HUIYIN_DAILY_CAP: '0',
    }
    const p = new Product(`http://127.0.0.1:${port}`, `http://127.0.0.1:${sim}`, password, env, data, folder('journeys', name))
    await p.command('migrate')
    for (const community of ['wangjiatun', 'example2']) await p.command('import', join(communities, community))
    await p.command('calendar', ...readdirSync(calendar).map((name) => join(calendar, name)))
    p.wechat = p.launch('simulator', { HUIYIN_SIM_DATA: join(communities, 'wangjiatun/simulator.json') })
    await p.boot()
    return p
  }

  /** Runs one command of the program to its end; gives what it printed. */
  async command(...args: string[]): Promise<string> {
    return (await run(binary, args, { env: this.env, cwd: root })).stdout
  }

  /** Lets an activity have been so many days ago. */
  async held(activity: number, days: number) {
    for (const [table, key] of [['activities', 'id'], ['activity_shifts', 'activity_id']]) {
      await this.data.change(`UPDATE ${table} SET starts_at = starts_at - INTERVAL ? DAY, ends_at = ends_at - INTERVAL ? DAY WHERE ${key} = ?`, [days, days, activity])
    }
  }

  /** Starts the server and its workers, and waits until they are ready. */
  async boot() {
    this.server = this.launch('all')
    await until(`${this.api} to be ready`, async () => {
      if (this.server!.exitCode !== null) throw new Error(`the server ended at once: ${readFileSync(join(this.logs, 'all.log'), 'utf8').slice(-2000)}`)
      return await fetch(`${this.api}/readyz`).then((r) => r.ok, () => false)
    })
  }

  /** kill -9, as by a power cut. */
  async kill() {
    await ended(this.server!, 'SIGKILL')
  }

  /** Makes WeChat fail from now on. */
  async fault(...faults: Fault[]) {
    for (const fault of faults) await this.wechatSays('faults', { method: 'POST', body: JSON.stringify(fault) })
  }

  /** How WeChat calls a user of the mini-program. */
  async openid(user: string): Promise<string> {
    const { grants } = await this.wechatSays<{ grants: { user: string; app: string; openid: string }[] }>('state')
    return grants.find((g) => g.user === user && g.app === APP)!.openid
  }

  /** WeChat is well again. */
  async heal() {
    await this.wechatSays('faults', { method: 'DELETE' })
  }

  /** Lets WeChat's clients behave in another way; see sim/state.go. */
  async clients(change: Record<string, unknown>) {
    await this.wechatSays('settings', { method: 'POST', body: JSON.stringify(change) })
  }

  /** Lets somebody leave a WeChat group, or come back. */
  async member(group: string, user: string, isIn: boolean) {
    await this.wechatSays('groups', { method: 'POST', body: JSON.stringify({ group, user, in: isIn }) })
  }

  /** The server's requests to WeChat that a fault befell. */
  async faulted(): Promise<Call[]> {
    const { items } = await this.wechatSays<{ items: Call[] }>('calls')
    return items.filter((c) => c.fault)
  }

  /** A staff member of the demo, signed in through the contract. */
  staff(username: string): Promise<Staff> {
    return Staff.signIn(this.api, username, this.password)
  }

  /** Ends everything and leaves nothing. */
  async stop() {
    for (const process of [this.server, this.wechat]) if (process) await ended(process, 'SIGTERM')
    await this.data.release()
  }

  private async wechatSays<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await fetch(`${this.sim}/_sim/${path}`, init)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return await answer.json() as T
  }

  private launch(command: string, more: NodeJS.ProcessEnv = {}): ChildProcess {
    const log = openSync(join(this.logs, `${command}.log`), 'a')
    const made = spawn(binary, [command], { env: { ...this.env, ...more }, cwd: root, stdio: ['ignore', log, log] })
    closeSync(log)
    return made
  }
}

async function ended(process: ChildProcess, signal: NodeJS.Signals) {
  process.kill(signal)
  await until(`${process.spawnargs[1]} to end`, () => process.exitCode !== null || process.signalCode !== null)
}

/** Ports that nobody listens on. */
async function freePorts(n: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: n }, () => new Promise<ReturnType<typeof createServer>>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => { resolve(server) })
  })))
  const ports = servers.map((s) => (s.address() as AddressInfo).port)
  await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))))
  return ports
}
