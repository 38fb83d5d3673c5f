import type { InjectionKey, ShallowRef } from 'vue'
import type { Failure } from '@/api/failure'

/** Where a field finds what the server said about it. */
export const failing: InjectionKey<ShallowRef<Failure | null>> = Symbol('failing')
