/** One row of a sheet. */
export interface Choice { value: string; label: string; hint?: string; icon?: string; danger?: boolean }

const has = (c: Choice, words: string) => `${c.label}${c.hint ?? ''}`.replace(/\s/g, '').includes(words)

/** A choice in big rows, from below. Fires choose with {value}, or close. */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: '' },
    choices: { type: Array, value: [] as Choice[] },
    /** The value chosen now, marked. */
    current: { type: String, value: '' },
    /** What can be searched for; without it there is no search. */
    search: { type: String, value: '' },
    /** What is said when nothing was found. */
    none: { type: String, value: '' },
  },
  data: { words: '', shown: [] as Choice[] },
  observers: {
    'choices, words'(choices: Choice[], words: string) { this.setData({ shown: choices.filter((c) => has(c, words.replace(/\s/g, ''))) }) },
  },
  methods: {
    typed(e: WechatMiniprogram.Input) { this.setData({ words: e.detail.value }) },
    choose(e: WechatMiniprogram.TouchEvent) { this.triggerEvent('choose', { value: e.currentTarget.dataset.value as string }) },
    close() { this.triggerEvent('close') },
    changed(e: WechatMiniprogram.CustomEvent<{ visible: boolean }>) { if (!e.detail.visible) this.close() },
  },
})
