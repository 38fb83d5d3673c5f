import { shallowRef, watch, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { readFilters, writeFilters, type Filters, type Spec } from './query'

/** Filters that live in the address of the page that calls this. */
export function useFilters<const S extends Spec>(spec: S): {
  filters: Readonly<ShallowRef<Filters<S>>>
  /** Changes some filters and keeps the rest. */
  narrow: (change: Partial<Filters<S>>) => Promise<unknown>
  /** Replaces all filters. */
  reset: (to?: Filters<S>) => Promise<unknown>
} {
  const route = useRoute()
  const router = useRouter()
  const page = route.name
  const filters = shallowRef(readFilters(spec, route.query))
  watch(() => route.query, (query) => {
    if (route.name === page) filters.value = readFilters(spec, query) // a kept page outlives its address
  })
  const go = (to: object) => router.replace({ query: writeFilters(to as Record<string, unknown>) })
  return {
    filters,
    narrow: (change) => go({ ...filters.value, ...change }),
    reset: (to = {} as Filters<S>) => go(to),
  }
}
