import type { EChartsCoreOption } from 'echarts/core'
import type { Day } from '@/api/types'
import { texts } from '@/texts/overview'

const t = texts.trend

export interface Ink { reported: string; answered: string; text: string; line: string; card: string; font: string }

/** 2026-01-05 as 1/5. */
export const short = (day: string): string => day.slice(5).split('-').map(Number).join('/')

/** What came in and what was answered in all the days together. */
export function sums(days: Day[]): { reported: number; answered: number } {
  return days.reduce((n, d) => ({ reported: n.reported + d.reported, answered: n.answered + d.answered }), { reported: 0, answered: 0 })
}

/** The two lines differ in their marks and strokes too, not by colour alone. */
export function trendOption(days: Day[], ink: Ink): EChartsCoreOption {
  const axis = { axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false }, axisLabel: { color: ink.text, fontSize: 14 } }
  const series = (name: string, color: string, key: 'reported' | 'answered', symbol: string, type: 'solid' | 'dashed') => ({
    name, type: 'line', data: days.map((d) => d[key]), symbol, symbolSize: 7, color, lineStyle: { width: 2.5, type }, emphasis: { focus: 'series' },
  })
  return {
    textStyle: { fontFamily: ink.font },
    grid: { left: 4, right: 12, top: 44, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, itemWidth: 30, textStyle: { color: ink.text, fontSize: 14 } },
    tooltip: {
      trigger: 'axis', confine: true, backgroundColor: ink.card, borderColor: ink.line, textStyle: { color: ink.text, fontSize: 14 },
      renderMode: 'richText',
      formatter: (at: { dataIndex: number }[]) => {
        const d = days[at[0]?.dataIndex ?? 0]
        return d ? t.day(short(d.day), d.reported, d.answered) : ''
      },
    },
    xAxis: { type: 'category', data: days.map((d) => short(d.day)), boundaryGap: false, ...axis },
    yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: ink.line } }, ...axis, axisLine: { show: false } },
    series: [series(t.reported, ink.reported, 'reported', 'emptyRect', 'dashed'), series(t.answered, ink.answered, 'answered', 'circle', 'solid')],
  }
}
