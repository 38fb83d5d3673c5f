import type { Relocation } from '../../api/types'
import { MOVED } from '../../texts/home'

/** What became of the place where somebody lives: said once, or asked. Gives `choose` with the micro-grid where he lives. */
Component({
  properties: { relocation: { type: Object, value: {} as Relocation }, busy: { type: Boolean, value: false } },
  data: { t: MOVED, text: '', sides: [] as object[] },
  observers: {
    relocation(r: Partial<Relocation>) {
      if (!r.choices) return
      const [home] = r.choices
      this.setData({
        text: r.choose ? MOVED.ask(r.was!) : MOVED.told(r.was!, `${home.grid_name} ${home.name}`),
        sides: r.choices.map((c) => ({ id: c.micro_grid_id, name: c.name, where: c.buildings.join('、'), contact: `${c.contact.role_text}：${c.contact.name}` })),
      })
    },
  },
  methods: {
    pick(e: WechatMiniprogram.TouchEvent) { this.triggerEvent('choose', { value: e.currentTarget.dataset.id as number }) },
    know() { this.triggerEvent('choose', { value: (this.data.relocation as Relocation).choices[0].micro_grid_id }) },
    other() { this.triggerEvent('other') },
  },
})
