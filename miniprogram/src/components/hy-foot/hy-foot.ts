import { FOOT } from '../../texts/list'

/** The foot of a list: more is coming, did not come, or there is none. Fires again. */
Component({
  properties: {
    loading: { type: Boolean, value: false },
    stuck: { type: Boolean, value: false },
    /** Whether all is shown, and was long enough to say so. */
    end: { type: Boolean, value: false },
  },
  data: { t: FOOT },
  methods: { again() { this.triggerEvent('again') } },
})
