import { call } from './api'
import type { Host } from './index'

/** wx storage, one room per person and app. */
export function storage(host: Host) {
  const room = `${host.place.user.id}|${host.place.app.id}|`
  const get = (key: string): unknown => {
    const text = localStorage.getItem(room + key)
    return text === null ? '' : JSON.parse(text)
  }
  const set = (key: string, data: unknown) => { localStorage.setItem(room + key, JSON.stringify(data)) }
  const remove = (key: string) => { localStorage.removeItem(room + key) }
  const keys = () => Object.keys(localStorage).filter((k) => k.startsWith(room)).map((k) => k.slice(room.length))
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
