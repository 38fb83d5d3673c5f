import { api, take } from '@/api/client'
import { fromThrown, invalid, sentence } from '@/api/failure'
import { keyring } from '@/api/once'
import type { Issue, IssueSummary } from '@/api/types'
import type { Place } from '@/lib/territory'
import { texts as t } from '@/texts/filing'

/** What is typed when a matter is filed for somebody else. */
export interface Filing { name: string; phone: string; place: Place; spot: string; category?: string; words: string; photos: number[] }

export const emptyFiling = (): Filing => ({ name: '', phone: '', place: {}, spot: '', category: undefined, words: '', photos: [] })

/** Whether something was typed that leaving would lose. */
export const isTyped = (f: Filing): boolean => !!(f.name.trim() || f.words.trim() || f.photos.length)

/** What is sent; complains about the first thing that is missing. */
export function draftOf(f: Filing) {
  const name = f.name.trim()
  const phone = f.phone.replace(/[\s—–]/g, '')
  if (!name) throw invalid('name', t.needName)
  if (!/^[0-9-]{0,20}$/.test(phone)) throw invalid('phone', t.badPhone)
  if (!f.place.micro_grid) throw invalid('micro_grid_id', t.needPlace)
  if (!f.category) throw invalid('category', t.needCategory)
  if (!f.words.trim()) throw invalid('words', t.needWords)
  return {
    words: f.words.trim(), category: f.category, micro_grid_id: f.place.micro_grid, attachments: f.photos.length ? f.photos : undefined,
    place: f.spot.trim() ? { text: f.spot.trim() } : undefined, on_behalf: { name, phone: phone || undefined },
  }
}

/** Files the matter and, where it is the same as another, merges it into that; the same sent again is done once. */
export function filer() {
  const keys = keyring()
  const mergeKeys = keyring()
  return async (f: Filing, into: IssueSummary | null): Promise<{ issue: Issue; said: string; failed: boolean }> => {
    const body = draftOf(f)
    const issue = await take(api.POST('/v1/issues', { body, headers: keys(body) })) as Issue
    if (!into) return { issue, said: t.done(issue.number), failed: false }
    const step = { step: 'merge' as const, version: issue.version, original_id: into.id, text: t.similar.into }
    try {
      await take(api.POST('/v1/issues/{id}/steps', { params: { path: { id: issue.id } }, body: step, headers: mergeKeys(step) }))
      return { issue, said: t.merged(into.number), failed: false }
    } catch (e) {
      return { issue, said: t.notMerged(sentence(fromThrown(e))), failed: true } // it is filed, and can be merged on its page
    }
  }
}
