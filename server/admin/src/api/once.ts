/** A header under which the server does a thing once, however often it is asked. */
export const once = (key: string) => ({ 'Idempotency-Key': key })

/** A fresh key for one thing that a person wants done. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}

/** Keys for a form: what is sent again unchanged has the same key, anything else a fresh one. */
export function keyring(): (body: unknown) => { 'Idempotency-Key': string } {
  let last: string | undefined
  let key = ''
  return (body) => {
    const now = JSON.stringify(body)
    if (now !== last) [last, key] = [now, freshKey()]
    return once(key)
  }
}
