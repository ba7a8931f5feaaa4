// The reference of an error: short enough to read out on the phone, and it finds the log line.
import { randomInt } from "node:crypto"

/** Without 0, 1, i, l and o, which look alike. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz"

export function newReference(): string {
  return Array.from({ length: 8 }, () => alphabet.charAt(randomInt(alphabet.length))).join("")
}

/** Whether a text from outside has the format of a reference. No other text is shown. */
export function isReference(text: string): boolean {
  return /^[2-9a-hjkmnp-z]{8}$/.test(text)
}
