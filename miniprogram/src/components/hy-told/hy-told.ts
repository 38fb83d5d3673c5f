import { WHEN } from '../../texts/behalf'
import { days, hours, moment, type Option } from './times'

/** When a reply was told: just now, or on a day at an hour. Fires change with {value}: a moment, or '' for now. */
Component({
  data: {
    t: WHEN, choices: [{ value: 'now', label: WHEN.now }, { value: 'other', label: WHEN.other }],
    which: 'now' as 'now' | 'other', days: [] as Option[], hours: [] as Option[], day: '', hour: '', dayText: '', picking: '' as '' | 'day' | 'hour',
  },
  methods: {
    choose(e: WechatMiniprogram.CustomEvent<{ value: 'now' | 'other' }>) {
      this.setData({ which: e.detail.value })
      if (e.detail.value === 'other' && !this.data.day) this.on(days()[0]!.value)
      this.tell()
    },
    /** Turns to a day; the hour is the latest that is over. */
    on(day: string) {
      const all = days()
      const open = hours(day)
      const hour = open.find((h) => h.value === this.data.hour)?.value ?? open[0]?.value ?? ''
      this.setData({ days: all, day, dayText: all.find((d) => d.value === day)!.label, hours: open, hour })
    },
    pick(e: WechatMiniprogram.TouchEvent) { this.setData({ picking: e.currentTarget.dataset.name as 'day' | 'hour' }) },
    close() { this.setData({ picking: '' }) },
    picked(e: WechatMiniprogram.CustomEvent<{ value: string }>) {
      if (this.data.picking === 'day') this.on(e.detail.value)
      else this.setData({ hour: e.detail.value })
      this.close()
      this.tell()
    },
    tell() {
      const { which, day, hour } = this.data
      this.triggerEvent('change', { value: which === 'other' && hour ? moment(day, hour) : '' })
    },
  },
})
