/** One of a few answers, each a big row. Fires choose with {value}. */
Component({
  properties: {
    choices: { type: Array, value: [] as { value: string | number; label: string; hint?: string }[] },
    /** The answer chosen now: a number or a text. */
    value: { type: null, value: '' },
  },
  methods: {
    choose(e: WechatMiniprogram.TouchEvent) { this.triggerEvent('choose', { value: e.currentTarget.dataset.value as string | number }) },
  },
})
