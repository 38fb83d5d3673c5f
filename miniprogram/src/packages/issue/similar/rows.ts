import type { Summary } from '../../../api/types'
import { search } from '../../../lib/list'
import { day, line } from '../../../lib/time'
import { tone } from '../../../texts/issue'
import { FOLLOW, SIMILAR } from '../../../texts/neighbours'

/** What is about to be filed, as far as it is written. */
export interface Likeness { category: string; words: string; place: string; microGrid: number }

const FEWEST = 2 // characters; with fewer, everything is alike
const MOST = 200 // characters that the server compares

/** Where to ask for what is alike; '' while too little is written. */
export function address({ category, words, place, microGrid }: Likeness): string {
  if (!category || words.trim().length < FEWEST) return ''
  return `/v1/issues/similar?${search({ category, q: `${words.trim()} ${place.trim()}`.trim().slice(0, MOST), micro_grid: microGrid || '' })}`
}

export interface Row { id: number; title: string; facts: string; state: string; tone: string; photo: string; met: string; joins: boolean; decided: boolean }

/** One matter in few words: where, since when, how many met it. */
const row = (joins: boolean) => (s: Summary): Row => ({
  id: s.id, title: s.title, state: s.state_text, tone: tone(s), photo: s.photo ?? '',
  facts: line(s.place_text || s.micro_grid?.name, `${day(s.created_at)}反映`),
  met: s.mine && joins ? SIMILAR.mine : s.joined ? SIMILAR.joined : s.people > 1 ? FOLLOW.people(s.people) : '', joins: joins && !s.mine && !s.joined, decided: s.joined,
})

/** The matters that the person has not put aside; those who handle the place do not join what is theirs. */
export const rows = (list: Summary[], passed: number[], joins: boolean): Row[] => list.filter((s) => !passed.includes(s.id)).map(row(joins))
