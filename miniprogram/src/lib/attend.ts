import Sha1 from 'jssha/sha1'
import Sha256 from 'jssha/sha256'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const PERIOD_MS = 60_000
const [DIGITS, PASS] = [8, 16]

/** Base32 as hexadecimal digits. */
function hexOf(text: string): string {
  const bits = [...text.replace(/=+$/, '')].map((c) => ALPHABET.indexOf(c).toString(2).padStart(5, '0')).join('')
  return (bits.match(/.{8}/g) ?? []).map((b) => parseInt(b, 2).toString(16).padStart(2, '0')).join('')
}

/** Hexadecimal digits as base32. */
function base32(hex: string): string {
  const bits = [...hex].map((c) => parseInt(c, 16).toString(2).padStart(4, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((b) => ALPHABET[parseInt(b, 2)]!).join('')
}

/** An activity's code of the day, by the rule of RFC 6238. */
export function dayCode(secret: string, now: number): string {
  const sha = new Sha1('SHA-1', 'HEX', { hmacKey: { value: hexOf(secret), format: 'HEX' } })
  sha.update(Math.floor(now / PERIOD_MS).toString(16).padStart(16, '0'))
  const mac = sha.getHash('HEX')
  const at = parseInt(mac.slice(-1), 16) * 2
  return String((parseInt(mac.slice(at, at + 8), 16) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** How many seconds the code still holds. */
export const left = (now: number): number => Math.ceil((PERIOD_MS - (now % PERIOD_MS)) / 1000)

/** What a volunteer's phone shows to the organiser's: who he is, which nobody can make up. */
export function passOf(secret: string, signup: number): string {
  const sha = new Sha256('SHA-256', 'TEXT', { hmacKey: { value: secret, format: 'TEXT' } })
  sha.update(`pass:${signup}`)
  return `${signup}.${base32(sha.getHash('HEX')).slice(0, PASS)}`
}

/** The sign-up of a pass; 0 when it is none of this activity. */
export function opens(secret: string, pass: string): number {
  const signup = Number(pass.split('.')[0])
  return Number.isInteger(signup) && signup > 0 && pass === passOf(secret, signup) ? signup : 0
}
