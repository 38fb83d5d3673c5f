import { call } from './api'
import type { Host } from './index'

/** A person's values of one app, apart from everybody else's. */
export class Room {
  constructor(private readonly name: string) {}

  /** '' when there is none, as WeChat has it. */
  get(key: string): unknown {
    const text = localStorage.getItem(this.name + key)
    return text === null ? '' : JSON.parse(text)
  }

  set(key: string, data: unknown) { localStorage.setItem(this.name + key, JSON.stringify(data)) }

  remove(key: string) { localStorage.removeItem(this.name + key) }

  keys(): string[] {
    return Object.keys(localStorage).filter((k) => k.startsWith(this.name)).map((k) => k.slice(this.name.length))
  }
}

/** wx storage, one room per person and app. */
export function storage(host: Host) {
  const room = new Room(`${host.place.user.id}|${host.place.app.id}|`)
  const get = (key: string) => room.get(key)
  const set = (key: string, data: unknown) => { room.set(key, data) }
  const remove = (key: string) => { room.remove(key) }
  const keys = () => room.keys()
  const clear = () => { keys().forEach(remove) }
  return {
    getStorageSync: get, setStorageSync: set, removeStorageSync: remove, clearStorageSync: clear,
    getStorageInfoSync: () => ({ keys: keys(), currentSize: 0, limitSize: 10240 }),
    getStorage: call('getStorage', (o: { key: string }) => {
      if (!keys().includes(o.key)) throw new Error('data not found')
      return { data: get(o.key) }
    }),
    setStorage: call('setStorage', (o: { key: string; data: unknown }) => { set(o.key, o.data) }),
    removeStorage: call('removeStorage', (o: { key: string }) => { remove(o.key) }),
    clearStorage: call('clearStorage', clear),
  }
}
