/** A setting that is on or off; the whole row is the switch, for fingers that miss a small one. Fires change with {value}. */
Component({
  properties: {
    label: { type: String, value: '' },
    hint: { type: String, value: '' },
    value: { type: Boolean, value: false },
  },
  methods: { turn() { this.triggerEvent('change', { value: !this.data.value }) } },
})
