import type { LocationQuery, LocationQueryRaw } from 'vue-router'

type Kind = 'text' | 'number' | 'flag' | readonly string[]
type Value<K> = K extends 'number' ? number : K extends 'flag' ? boolean : K extends readonly (infer S)[] ? S : string

/** The filters that a page knows, each with its kind; a list of words allows only these. */
export type Spec = Record<string, Kind>
export type Filters<S extends Spec> = { -readonly [P in keyof S]?: Value<S[P]> }

function read(kind: Kind, raw: string): unknown {
  if (kind === 'text') return raw.trim() || undefined
  if (kind === 'flag') return raw === '1' || undefined
  if (kind === 'number') return /^[1-9]\d{0,15}$/.test(raw) ? Number(raw) : undefined
  return kind.includes(raw) ? raw : undefined
}

/** Reads filters from the address; what is unknown or malformed is left out. */
export function readFilters<const S extends Spec>(spec: S, query: LocationQuery): Filters<S> {
  const found: Record<string, unknown> = {}
  for (const [name, kind] of Object.entries(spec)) {
    const raw = query[name]
    const first = Array.isArray(raw) ? raw[0] : raw
    const value = first ? read(kind, first) : undefined
    if (value !== undefined) found[name] = value
  }
  return found as Filters<S>
}

/** Writes filters as the address's query; empty ones do not appear. */
export function writeFilters(filters: Record<string, unknown>): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  for (const [name, value] of Object.entries(filters)) {
    if (value === undefined || value === null || value === '' || value === false) continue
    query[name] = value === true ? '1' : String(value)
  }
  return query
}
