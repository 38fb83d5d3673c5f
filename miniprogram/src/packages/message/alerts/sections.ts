import type { Template } from '../../../api/types'
import { fewest, forWorkers } from '../../../lib/alerts'
import { ALERTS } from '../../../texts/message'

interface Row { id: string; title: string; purpose: string; left: string; low: boolean; more: boolean }

/** One kind of messages; asks are those of one dialog. */
export interface Section { name: 'work' | 'mine'; title: string; all: string; asks: string[]; rows: Row[] }

const row = (t: Template, blocked: boolean): Row => ({
  id: t.template_id, title: t.title, purpose: t.purpose, low: blocked || (!t.long_term && t.left === 0), more: !blocked && !(t.long_term && t.left > 0),
  left: blocked ? ALERTS.blocked : t.long_term && t.left > 0 ? ALERTS.long : ALERTS.left(t.left),
})

/** The templates, what one handles apart from what one reports. */
export function sections(list: Template[], blocked: string[]): Section[] {
  return (['work', 'mine'] as const).flatMap((name) => {
    const own = list.filter((t) => forWorkers(t) === (name === 'work'))
    if (own.length === 0) return []
    const asks = fewest(own.filter((t) => !blocked.includes(t.template_id))).map((t) => t.template_id)
    return [{ name, title: ALERTS[name], all: asks.length > 1 ? ALERTS.all(asks.length) : '', asks, rows: own.map((t) => row(t, blocked.includes(t.template_id))) }]
  })
}
