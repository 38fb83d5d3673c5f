import type { LocationQueryRaw } from 'vue-router'
import type { Overview } from '@/api/types'
import { percent } from '@/lib/format'
import { texts } from '@/texts/overview'

const t = texts.figures

/** One figure of the guarantee, and the filters of the list that it counts. */
export interface Figure { key: string; name: string; value: string; hint: string; alarming?: boolean; /** Whether the value is words, for want of a number. */ wordy?: boolean; query: LocationQueryRaw }

/** The figures of the guarantee: that every matter gets its answer in time. */
export function figures(o: Overview): Figure[] {
  const { reply_rate: rate } = o
  return [
    { key: 'open', name: t.open, value: String(o.open), hint: t.openHint, query: {} },
    { key: 'due', name: t.dueToday, value: String(o.due_today), hint: t.dueTodayHint, query: { due_today: '1' } },
    { key: 'overdue', name: t.overdue, value: String(o.overdue), hint: t.overdueHint, alarming: o.overdue > 0, query: { overdue: '1' } },
    { key: 'waiting', name: t.waiting, value: String(o.waiting_reporter), hint: t.waitingHint, query: { state: 'waiting_reporter' } },
    { key: 'answered', name: t.answeredWeek, value: String(o.answered_week), hint: t.answeredWeekHint, query: { state: 'all', answered_week: '1' } },
    {
      key: 'rate', name: t.rate, wordy: rate === null, value: rate === null ? t.noRate : percent(rate), hint: rate === null ? t.noRateHint : t.rateHint,
      query: { state: 'closed' },
    },
  ]
}
