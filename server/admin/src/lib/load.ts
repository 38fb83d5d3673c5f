import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { fromThrown, type Failure } from '@/api/failure'

/** One thing that is read from the server. */
export interface Loaded<T> {
  value: ShallowRef<T | null>
  busy: Ref<boolean>
  failure: ShallowRef<Failure | null>
  reload: () => Promise<void>
}

/** Reads a thing, and again whenever what `about` gives has changed. */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T>, about: () => unknown = () => null): Loaded<T> {
  const value = shallowRef<T | null>(null)
  const busy = ref(true)
  const failure = shallowRef<Failure | null>(null)
  let turn = new AbortController()

  async function reload() {
    turn.abort()
    const mine = (turn = new AbortController())
    busy.value = true
    failure.value = null
    try {
      const got = await read(mine.signal)
      if (mine.signal.aborted) return
      value.value = got
    } catch (e) {
      if (mine.signal.aborted) return
      failure.value = fromThrown(e)
    }
    busy.value = false
  }

  watch(() => JSON.stringify(about()), reload, { immediate: true })
  return { value, busy, failure, reload }
}
