import { createApp } from 'vue'
import ConfirmDialog from './ConfirmDialog.vue'

export interface Question {
  title: string
  /** What it will mean; above all what cannot be undone. */
  text?: string
  /** What the button says that does it. */
  act: string
  cancel?: string
  danger?: boolean
}

/** Asks before something is done that cannot easily be undone. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((answer) => {
    const app = createApp(ConfirmDialog, { question, onAnswer: answer, onGone: () => app.unmount() })
    app.mount(document.createElement('div'))
  })
}
