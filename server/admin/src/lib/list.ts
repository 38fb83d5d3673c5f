import { computed, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { fromThrown, type Failure } from '@/api/failure'
import type { Page } from '@/api/types'

/** A list that is read page by page. */
export interface List<T> {
  items: ShallowRef<T[]>
  /** What is being read now. */
  busy: Ref<'all' | 'more' | null>
  failure: ShallowRef<Failure | null>
  /** Whether there is more to read. */
  more: Readonly<Ref<boolean>>
  reload: () => Promise<void>
  loadMore: () => Promise<void>
  /** Shows what became of one item. */
  replace: (same: (item: T) => boolean, item: T) => void
}

/** Reads one page; `signal` ends when nobody waits for it any more. */
export type ReadPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>

/** Keeps a list, read anew whenever what `about` gives has changed. */
export function useList<T>(read: ReadPage<T>, about: () => unknown): List<T> {
  const items = shallowRef<T[]>([])
  const next = ref<string>()
  const busy = ref<'all' | 'more' | null>('all')
  const failure = shallowRef<Failure | null>(null)
  let turn = new AbortController()

  async function load(what: 'all' | 'more') {
    turn.abort()
    const mine = (turn = new AbortController())
    busy.value = what
    failure.value = null
    try {
      const page = await read(what === 'more' ? next.value : undefined, mine.signal)
      if (mine.signal.aborted) return
      items.value = what === 'more' ? [...items.value, ...page.items] : page.items
      next.value = page.next
    } catch (e) {
      if (mine.signal.aborted) return
      failure.value = fromThrown(e)
    }
    busy.value = null
  }

  watch(() => JSON.stringify(about()), () => load('all'), { immediate: true })
  return {
    items, busy, failure,
    more: computed(() => !!next.value),
    reload: () => load('all'),
    loadMore: () => load('more'),
    replace: (same, item) => (items.value = items.value.map((x) => (same(x) ? item : x))),
  }
}
