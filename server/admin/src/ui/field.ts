import { nextTick, type InjectionKey, type ShallowRef } from 'vue'
import type { Failure } from '@/api/failure'

/** Where a field finds what the server said about it. */
export const failing: InjectionKey<ShallowRef<Failure | null>> = Symbol('failing')

/** Leads to the first field of a form that is complained about. */
export async function toWrong(form: HTMLElement | null) {
  await nextTick()
  form?.querySelector<HTMLElement>('[aria-invalid="true"], .wrong input')?.focus()
}
