import { FOLD } from '../../texts/list'

const ACROSS = 17 // characters in a line of a phone, about
const SPARE = 2 // lines; what is hardly longer is shown whole

/** Words of somebody, of which a long text shows its beginning first. */
Component({
  properties: {
    text: { type: String, value: '' },
    lines: { type: Number, value: 6 },
  },
  data: { t: FOLD, long: false, open: false },
  observers: {
    'text, lines'(text: string, lines: number) {
      const drawn = text.split('\n').reduce((n, part) => n + Math.max(1, Math.ceil(part.length / ACROSS)), 0)
      this.setData({ long: drawn > lines + SPARE, open: false })
    },
  },
  methods: { turn() { this.setData({ open: !this.data.open }) } },
})
