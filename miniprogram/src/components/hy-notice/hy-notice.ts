/** One sentence about what just went wrong; it stays until it is closed or the next act begins. */
Component({
  properties: { text: { type: String, value: '' } },
  methods: { close() { this.triggerEvent('close') } },
})
