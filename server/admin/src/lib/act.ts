import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { fromThrown, type Failure } from '@/api/failure'

/** What a person may start, one thing at a time. */
export interface Acts {
  /** The name of what is going on; empty while nothing is. */
  busy: Ref<string>
  failure: ShallowRef<Failure | null>
  /** Starts what has a name, unless something is going on; true when it came to its end. */
  doing: (what: string, act: () => Promise<unknown>) => Promise<boolean>
}

export function useActs(): Acts {
  const busy = ref('')
  const failure = shallowRef<Failure | null>(null)

  async function doing(what: string, act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = what
    failure.value = null
    try {
      await act()
    } catch (e) {
      failure.value = fromThrown(e)
    }
    busy.value = ''
    return !failure.value
  }
  return { busy, failure, doing }
}
