import { BEHALF } from '../../../texts/behalf'

/** For whom a matter is filed. Fires change with what was changed. */
Component({
  properties: {
    name: { type: String, value: '' },
    phone: { type: String, value: '' },
    /** The micro-grids of the worker; one alone is not asked for. */
    grids: { type: Array, value: [] as { value: number; label: string }[] },
    grid: { type: Number, value: 0 },
  },
  data: { t: BEHALF },
  methods: {
    named(e: WechatMiniprogram.Input) { this.triggerEvent('change', { name: e.detail.value }) },
    phoned(e: WechatMiniprogram.Input) { this.triggerEvent('change', { phone: e.detail.value }) },
    placed(e: WechatMiniprogram.CustomEvent<{ value: number }>) { this.triggerEvent('change', { microGrid: e.detail.value }) },
  },
})
