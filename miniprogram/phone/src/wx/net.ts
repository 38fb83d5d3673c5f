import { call, Refused, type Callbacks } from './api'
import type { Host } from './index'

interface Request { url: string; method?: string; data?: unknown; header?: Record<string, string>; timeout?: number; dataType?: string }
interface Upload { url: string; filePath: string; name: string; formData?: Record<string, string>; header?: Record<string, string>; timeout?: number }
interface Download { url: string; header?: Record<string, string>; timeout?: number }
type Progress = (percent: number) => void
interface Task { abort(): void; onProgressUpdate(f: (p: { progress: number }) => void): void; offProgressUpdate(): void; onHeadersReceived(): void }

/** wx.request, wx.uploadFile, wx.downloadFile and what is known of the network. */
export function net(host: Host) {
  const listeners = new Set<(o: { isConnected: boolean; networkType: string }) => void>()
  const state = () => ({ isConnected: navigator.onLine, networkType: navigator.onLine ? 'wifi' : 'none' })
  for (const type of ['online', 'offline']) window.addEventListener(type, () => { for (const f of listeners) f(state()) })
  const allowed = (url: string) => { if (!url.startsWith(host.place.backend + '/')) throw new Refused('url not in domain list') }
  return {
    request: task('request', async (o: Request, signal) => { allowed(o.url); return send(o, signal) }),
    uploadFile: task('uploadFile', async (o: Upload, signal, progress) => { allowed(o.url); return upload(o, signal, progress) }),
    downloadFile: task('downloadFile', async (o: Download, signal) => { allowed(o.url); return download(o, signal) }),
    getNetworkType: call('getNetworkType', () => state()),
    onNetworkStatusChange: (f: (o: { isConnected: boolean; networkType: string }) => void) => { listeners.add(f) },
    offNetworkStatusChange: (f: (o: { isConnected: boolean; networkType: string }) => void) => { listeners.delete(f) },
  }
}

/** A call that can be aborted; unlike the others it always gives its task. */
function task<O extends { timeout?: number }>(name: string, work: (o: O, signal: AbortSignal, progress: Progress) => Promise<object>) {
  return (options: O & Callbacks): Task => {
    const stop = new AbortController()
    const heard = new Set<(p: { progress: number }) => void>()
    const timer = setTimeout(() => { stop.abort(new Refused('timeout')) }, options.timeout ?? 60_000)
    const run = call(name, (o: O) => work(o, stop.signal, (progress) => { for (const f of heard) f({ progress }) }).catch((e: unknown) => { throw stop.signal.aborted ? stop.signal.reason : e }).finally(() => { clearTimeout(timer) }))
    void run(options.success || options.fail || options.complete ? options : { ...options, complete: () => undefined })
    return { abort: () => { stop.abort(new Refused('abort')) }, onProgressUpdate: (f) => { heard.add(f) }, offProgressUpdate: () => { heard.clear() }, onHeadersReceived: () => undefined }
  }
}

async function send(o: Request, signal: AbortSignal) {
  const method = (o.method ?? 'GET').toUpperCase()
  const header: Record<string, string> = { 'content-type': 'application/json', ...o.header }
  const bare = method === 'GET' || o.data === undefined
  if (bare) delete header['content-type']
  const url = method === 'GET' && o.data ? `${o.url}${o.url.includes('?') ? '&' : '?'}${new URLSearchParams(o.data as Record<string, string>)}` : o.url
  const answer = await reach(url, { method, headers: header, signal, credentials: 'omit', body: bare ? null : typeof o.data === 'string' ? o.data : JSON.stringify(o.data) })
  const text = await answer.text()
  return { statusCode: answer.status, header: Object.fromEntries(answer.headers), data: o.dataType === 'text' ? text : parsed(text), cookies: [] }
}

async function upload(o: Upload, signal: AbortSignal, progress: Progress) {
  const form = new FormData()
  for (const [key, value] of Object.entries(o.formData ?? {})) form.append(key, value)
  const file = await (await fetch(o.filePath)).blob()
  form.append(o.name, file, 'photo.' + (file.type.split('/')[1] ?? 'jpg'))
  return new Promise<{ statusCode: number; data: string }>((resolve, reject) => {
    const x = new XMLHttpRequest() // fetch does not tell how much has gone
    signal.addEventListener('abort', () => { x.abort(); reject(signal.reason as Error) })
    x.upload.onprogress = (e) => { progress(Math.floor(100 * e.loaded / e.total)) }
    x.onload = () => { resolve({ statusCode: x.status, data: x.responseText }) }
    x.onerror = () => { reject(new Refused('fail net::ERR_CONNECTION_REFUSED')) }
    x.open('POST', o.url)
    for (const [key, value] of Object.entries(o.header ?? {})) x.setRequestHeader(key, value)
    x.send(form)
  })
}

async function download(o: Download, signal: AbortSignal) {
  const answer = await reach(o.url, { headers: o.header ?? {}, signal, credentials: 'omit' })
  return { statusCode: answer.status, tempFilePath: URL.createObjectURL(await answer.blob()) }
}

const reach = (url: string, init: RequestInit) => fetch(url, init).catch((e: unknown) => {
  throw e instanceof TypeError ? new Refused('fail net::ERR_CONNECTION_REFUSED') : e
})

/** WeChat parses JSON by itself, and hands over the text when it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
