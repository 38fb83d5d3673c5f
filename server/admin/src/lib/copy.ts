import { say } from '@/ui/say'

/** Puts a text on the clipboard, and says whether it got there. */
export async function copy(text: string, done: string, failed: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say(done)
  } catch {
    say(failed, 'error')
  }
}
