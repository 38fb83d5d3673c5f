import { effectScope, nextTick, ref } from 'vue'
import { expect, it } from 'vitest'
import { Failure } from '@/api/failure'
import { useList } from '@/lib/list'
import { useLoad } from '@/lib/load'

/** Answers that the test gives when it likes, in the order in which they were asked for. */
function answers<T>() {
  const asked: { cursor?: string; signal: AbortSignal; give: (v: T) => void; fail: (e: unknown) => void }[] = []
  const read = (cursor: string | undefined, signal: AbortSignal) =>
    new Promise<T>((give, fail) => void asked.push({ cursor, signal, give, fail }))
  return { asked, read }
}
const settled = async () => { for (let n = 0; n < 5; n++) await nextTick() }
const scoped = <T>(fn: () => T): T => effectScope().run(fn)!

it('a list grows page by page', async () => {
  const { asked, read } = answers<{ items: number[]; next?: string }>()
  const list = scoped(() => useList(read, () => null))
  expect(list.busy.value).toBe('all')
  asked[0]!.give({ items: [1, 2], next: 'more' })
  await settled()
  expect([list.items.value, list.more.value, list.busy.value]).toEqual([[1, 2], true, null])
  void list.loadMore()
  expect(asked[1]!.cursor).toBe('more')
  asked[1]!.give({ items: [3] })
  await settled()
  expect([list.items.value, list.more.value]).toEqual([[1, 2, 3], false])
})

it('an answer to an old question never replaces that to a newer one', async () => {
  const { asked, read } = answers<{ items: string[] }>()
  const words = ref('a')
  const list = scoped(() => useList(read, () => words.value))
  words.value = 'b'
  await settled()
  expect(asked[0]!.signal.aborted).toBe(true)
  asked[1]!.give({ items: ['of b'] })
  await settled()
  asked[0]!.give({ items: ['of a'] })
  await settled()
  expect(list.items.value).toEqual(['of b'])
  expect(list.busy.value).toBeNull()
})

it('a page that fails keeps what is there, and can be asked for again', async () => {
  const { asked, read } = answers<{ items: number[]; next?: string }>()
  const list = scoped(() => useList(read, () => null))
  asked[0]!.give({ items: [1], next: 'more' })
  await settled()
  void list.loadMore()
  asked[1]!.fail(new Failure(500, 'internal', '服务暂时不可用'))
  await settled()
  expect([list.items.value, list.failure.value?.code, list.more.value]).toEqual([[1], 'internal', true])
  void list.loadMore()
  expect(list.failure.value).toBeNull()
  asked[2]!.give({ items: [2] })
  await settled()
  expect(list.items.value).toEqual([1, 2])
})

it('shows what became of one item in its place', async () => {
  const { asked, read } = answers<{ items: { id: number; state: string }[] }>()
  const list = scoped(() => useList(read, () => null))
  asked[0]!.give({ items: [{ id: 1, state: 'a' }, { id: 2, state: 'a' }] })
  await settled()
  list.replace((x) => x.id === 2, { id: 2, state: 'b' })
  expect(list.items.value.map((x) => x.state)).toEqual(['a', 'b'])
})

it('a thing is read again when what it is about changes, and the old answer is dropped', async () => {
  const asked: ((v: string) => void)[] = []
  const about = ref(1)
  const thing = scoped(() => useLoad(() => new Promise<string>((give) => asked.push(give)), () => about.value))
  about.value = 2
  await settled()
  asked[1]!('second')
  await settled()
  asked[0]!('first')
  await settled()
  expect([thing.value.value, thing.busy.value]).toEqual(['second', false])
})
