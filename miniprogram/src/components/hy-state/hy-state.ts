const ICONS: Record<string, string> = { empty: 'folder-open', failed: 'error-circle-filled', offline: 'wifi-off' }
const CARD = [{ width: '55%', height: '22px' }, { width: '100%', height: '16px' }, { width: '70%', height: '16px' }]

/** What stands where content would: still loading, nothing there, failed, or no network. */
Component({
  properties: {
    kind: { type: String, value: 'empty' },
    shape: { type: String, value: 'cards' },
    icon: { type: String, value: '' },
    title: { type: String, value: '' },
    hint: { type: String, value: '' },
    /** The label of the one button; none without it. */
    action: { type: String, value: '' },
  },
  data: { sign: ICONS.empty, card: CARD, form: [{ width: '40%', height: '22px' }, { width: '100%', height: '120px' }] },
  observers: { 'kind, icon'(kind: string, icon: string) { this.setData({ sign: icon || (ICONS[kind] ?? '') }) } },
  methods: { act() { this.triggerEvent('act') } },
})
