import { readFilters, writeFilters } from '@/lib/query'
import { spec, type Work } from './worklist'

/** Filters that a person keeps under a name, in the browser. */
export interface Saved { name: string; filters: Work }

const most = 12
const place = (account: number, community: number) => `huiyin.issues.${account}.${community}`

/** Reads them; what an older version or somebody else wrote there is left out. */
export function readSaved(account: number, community: number, storage: Storage = localStorage): Saved[] {
  try {
    const all: unknown = JSON.parse(storage.getItem(place(account, community)) ?? '[]')
    if (!Array.isArray(all)) return []
    return all.filter((s) => typeof s?.name === 'string' && s.name && typeof s.query === 'object' && s.query).slice(0, most)
      .map((s) => ({ name: s.name, filters: readFilters(spec, s.query) }))
  } catch {
    return []
  }
}

/** Writes them, as the address would. */
export function writeSaved(account: number, community: number, all: Saved[], storage: Storage = localStorage) {
  const plain = all.map((s) => ({ name: s.name, query: writeFilters(s.filters) }))
  storage.setItem(place(account, community), JSON.stringify(plain))
}

/** Adds one at the end, or puts it in the place of the one with the same name. */
export function withSaved(all: Saved[], one: Saved): Saved[] {
  const at = all.findIndex((s) => s.name === one.name)
  return at < 0 ? [...all, one].slice(-most) : all.with(at, one)
}

/** Whether two sets of filters show the same list. */
export const same = (a: Work, b: Work): boolean =>
  JSON.stringify(Object.entries(writeFilters(a)).sort()) === JSON.stringify(Object.entries(writeFilters(b)).sort())
