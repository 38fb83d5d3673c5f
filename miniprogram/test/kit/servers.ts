import { connect } from 'node:net'
import mysql from 'mysql2/promise'
import { until } from './place'

/** A database and a part of Redis that nothing else uses. */
export interface Servers {
  dsn: string
  redis: string
  /** Changes the data as no operation can: to let time pass. */
  change(query: string, values: (string | number)[]): Promise<void>
  /** Gives them back, emptied. */
  release(): Promise<void>
}

const DSN = /^(?:([^:@]*)(?::([^@]*))?@)?(?:(\w+)\((.*?)\))?\/([^?]*)(.*)$/
const LAST_REDIS = 15 // a server has at least these
const CLAIM_S = 1800

let serial = 0

/** An empty database on the server of HUIYIN_MYSQL_DSN, and an empty logical one of HUIYIN_REDIS_URL. */
export async function fresh(): Promise<Servers> {
  const parts = DSN.exec(process.env.HUIYIN_MYSQL_DSN!)
  if (!parts) throw new Error('HUIYIN_MYSQL_DSN must look like user:password@tcp(host:port)/name')
  const [, user, password, net, address = '127.0.0.1:3306', , search] = parts
  const [host, port] = address.split(':')
  const sql = await mysql.createConnection({ user, password, ...(net === 'unix' ? { socketPath: address } : { host, port: Number(port ?? 3306) }) })
  const name = `huiyin_journey_${process.pid}_${++serial}`
  await sql.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`)
  const redis = await claim(process.env.HUIYIN_REDIS_URL!)
  const login = user === undefined ? '' : `${user}${password === undefined ? '' : `:${password}`}@`
  return {
    dsn: `${login}${net ? `${net}(${address})` : ''}/${name}${search}`, redis: redis.url,
    change: async (query, values) => {
      await sql.query(`USE ${name}`)
      await sql.query(query, values)
    },
    release: async () => {
      await sql.query(`DROP DATABASE ${name}`)
      await sql.end()
      await redis.release()
    },
  }
}

/** Takes a logical database by the same keys as the Go tests do. */
async function claim(url: string) {
  const ask = (...commands: string[]) => redis(url, commands)
  let taken = 0
  await until('a free logical database of Redis', async () => {
    for (let n = 1; n <= LAST_REDIS && !taken; n++) {
      const [answer] = await ask(`SET huiyin:test:claim:${n} ${process.pid} NX EX ${CLAIM_S}`)
      if (answer === '+OK') taken = n
    }
    return taken > 0
  })
  await ask(`SELECT ${taken}`, 'FLUSHDB')
  return {
    url: `${url.split('?')[0]}?db=${taken}`,
    release: async () => { await ask(`SELECT ${taken}`, 'FLUSHDB', 'SELECT 0', `DEL huiyin:test:claim:${taken}`) },
  }
}

/** Sends commands to database 0 of a Redis, and gives one line of answer for each. */
function redis(address: string, commands: string[]): Promise<string[]> {
  const url = new URL(address)
  const login = url.password ? [`AUTH ${url.username} ${decodeURIComponent(url.password)}`] : []
  const socket = url.protocol === 'unix:' ? connect(url.pathname) : connect(Number(url.port || 6379), url.hostname)
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8').on('error', reject).on('data', (part: string) => { text += part }).on('end', () => {
      const lines = text.split('\r\n')
      const wrong = lines.find((l) => l.startsWith('-'))
      if (wrong) reject(new Error(`Redis: ${wrong}`))
      else resolve(lines.slice(login.length))
    })
    socket.write([...login, ...commands, 'QUIT', ''].join('\r\n'))
  })
}
