import { invalid } from '@/api/failure'
import { runes } from '@/lib/lint'
import { texts } from '@/texts/people'

const t = texts.signIn

/** Checks a username that is new. */
export function checkedUsername(typed: string): string {
  const name = typed.trim()
  if (!name) throw invalid('username', t.needUsername)
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) throw invalid('username', t.badUsername)
  return name
}

/** Checks a password by the server's rule. */
export function checkedPassword(password: string, username: string): string {
  if (runes(password) < 10) throw invalid('password', t.needPassword)
  if (password === username) throw invalid('password', t.same)
  return password
}

/** Checks a phone number; '' is none. */
export function checkedPhone(typed: string): string {
  const phone = typed.replace(/[\s-]/g, '')
  if (phone && !/^1[3-9]\d{9}$/.test(phone)) throw invalid('phone', texts.adding.needPhone)
  return phone
}
