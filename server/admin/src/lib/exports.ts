import { computed, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import { fromThrown, type Failure } from '@/api/failure'
import type { Export } from '@/api/types'
import { say } from '@/ui/say'
import { texts } from '@/texts/export'

/** Headers under which a file is made once. */
export type Keyed = (body: object) => { 'Idempotency-Key': string }

/** The person's own files, the newest first; they are watched while one is being made. */
export const files = shallowRef<Export[] | null>(null)
export const filesFailure = shallowRef<Failure | null>(null)

const unfinished = (e: Export): boolean => e.state === 'queued' || e.state === 'running'

/** How far the file is that is being made; null when there is none. */
export const under = computed(() => {
  const now = files.value?.find(unfinished)
  return now ? (now.total ? Math.floor((now.done / now.total) * 100) : 0) : null
})

const often = 1000 // milliseconds
let timer: ReturnType<typeof setTimeout> | undefined

/** Reads the files anew, and again while one is being made. */
export async function watchFiles(): Promise<void> {
  clearTimeout(timer)
  try {
    const before = files.value?.filter(unfinished) ?? []
    files.value = (await take(api.GET('/v1/staff/exports'))).items
    filesFailure.value = null
    for (const e of files.value) if (!unfinished(e) && before.some((b) => b.id === e.id)) announce(e)
  } catch (e) {
    filesFailure.value = fromThrown(e)
  }
  if (files.value?.some(unfinished)) timer = setTimeout(watchFiles, often)
}

const announce = (e: Export) => (e.state === 'done' ? say(texts.ready(e.name)) : say(texts.failed(e.name), 'error'))
