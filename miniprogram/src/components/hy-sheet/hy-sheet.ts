/** One row of a sheet. */
export interface Choice { value: string; label: string; hint?: string; icon?: string; danger?: boolean }

/** A choice in big rows, from below. Fires choose with {value}, or close. */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: '' },
    choices: { type: Array, value: [] as Choice[] },
    /** The value chosen now, marked. */
    current: { type: String, value: '' },
  },
  methods: {
    choose(e: WechatMiniprogram.TouchEvent) { this.triggerEvent('choose', { value: e.currentTarget.dataset.value as string }) },
    close() { this.triggerEvent('close') },
    changed(e: WechatMiniprogram.CustomEvent<{ visible: boolean }>) { if (!e.detail.visible) this.close() },
  },
})
