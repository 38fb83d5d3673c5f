import { base } from '../config'

/** What is wrong with one part of a request, such as body.text. */
export interface Wrong { path: string; message: string }

/** What went wrong, with a sentence for the person who holds the phone. */
export class Failure extends Error {
  constructor(readonly status: number, readonly code: string, detail: string, readonly fields: Wrong[] = []) {
    super(detail)
  }
}

/** The sentence of anything thrown. */
export const sentence = (e: unknown): string => (e instanceof Failure ? e.message : '出了点问题，请再试一次')

const TOKEN = 'token'
const OFFLINE = '网络连不上，请检查网络后再试'
const BROKEN = '服务暂时不可用，请稍后再试'
const WAIT_MS = 15_000
const UPLOAD_MS = 60_000
let signingIn: Promise<void> | null = null

interface Answer { statusCode: number; data: unknown }
interface Options { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; data?: object; key?: string }

/** A key under which the server does a thing once, however often it is asked. */
export const freshKey = (): string => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`

/** Keys for one form: what is sent again unchanged has the same key, anything else a fresh one. */
export function keyring(): (body: object) => string {
  let last = ''
  let key = ''
  return (body) => {
    const now = JSON.stringify(body)
    if (now !== last) [last, key] = [now, freshKey()]
    return key
  }
}

function send(path: string, o: Options): Promise<Answer> {
  const header: Record<string, string> = {}
  const token = wx.getStorageSync(TOKEN) as string
  if (token) header.Authorization = `Bearer ${token}`
  if (o.key) header['Idempotency-Key'] = o.key
  return new Promise((resolve, reject) => {
    wx.request({
      url: base() + path, method: o.method ?? 'GET', data: o.data, header, timeout: WAIT_MS,
      success: resolve, fail: () => { reject(new Failure(0, 'offline', OFFLINE)) },
    })
  })
}

function failure(a: Answer): Failure {
  const body = a.data as { code?: string; detail?: string; fields?: Wrong[] } | null
  return new Failure(a.statusCode, body?.code ?? 'internal', body?.detail ?? BROKEN, body?.fields)
}

/** One sign-in at a time, however many calls wait for it. */
export function signIn(): Promise<void> {
  signingIn ??= wx.login().then(async ({ code }) => {
    wx.removeStorageSync(TOKEN)
    const a = await send('/v1/sessions', { method: 'POST', data: { code } })
    if (a.statusCode >= 300) throw failure(a)
    wx.setStorageSync(TOKEN, (a.data as { token: string }).token)
  }).finally(() => { signingIn = null })
  return signingIn
}

/** Asks the server; signs in first, or once more when the session has ended. Throws a Failure. */
export async function ask<T>(path: string, o: Options = {}): Promise<T> {
  if (!wx.getStorageSync(TOKEN)) await signIn()
  let a = await send(path, o)
  if (a.statusCode === 401) {
    await signIn()
    a = await send(path, o)
  }
  if (a.statusCode >= 300) throw failure(a)
  return a.data as T
}

/** Sends a photo; gives its number and where to see it small. */
export async function upload(filePath: string, key: string, progress: (percent: number) => void, path = '/v1/attachments', more: Record<string, string> = {}): Promise<{ id: number; thumb_url: string }> {
  if (!wx.getStorageSync(TOKEN)) await signIn()
  let a = await sendFile(path, filePath, key, progress, more)
  if (a.statusCode === 401) {
    await signIn()
    a = await sendFile(path, filePath, key, progress, more)
  }
  if (a.statusCode >= 300) throw failure(a)
  return a.data as { id: number; thumb_url: string }
}

function sendFile(path: string, filePath: string, key: string, progress: (percent: number) => void, formData: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    wx.uploadFile({
      url: base() + path, filePath, name: 'file', formData, timeout: UPLOAD_MS,
      header: { Authorization: `Bearer ${wx.getStorageSync(TOKEN) as string}`, 'Idempotency-Key': key },
      success: ({ statusCode, data }) => { resolve({ statusCode, data: parsed(data) }) },
      fail: () => { reject(new Failure(0, 'offline', OFFLINE)) },
    }).onProgressUpdate((p) => { progress(p.progress) })
  })
}

/** Fetches a file that only its owner may have; gives where the phone keeps it for now. */
export async function download(path: string): Promise<string> {
  if (!wx.getStorageSync(TOKEN)) await signIn()
  let a = await fetchFile(path)
  if (a.statusCode === 401) {
    await signIn()
    a = await fetchFile(path)
  }
  if (a.statusCode >= 300) throw new Failure(a.statusCode, 'file', BROKEN)
  return a.tempFilePath
}

function fetchFile(path: string): Promise<WechatMiniprogram.DownloadFileSuccessCallbackResult> {
  return new Promise((resolve, reject) => {
    wx.downloadFile({
      url: base() + path, timeout: UPLOAD_MS, header: { Authorization: `Bearer ${wx.getStorageSync(TOKEN) as string}` },
      success: resolve, fail: () => { reject(new Failure(0, 'offline', OFFLINE)) },
    })
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
