// The reference of an error identifies its log line and is short enough to read out on the phone.
import { randomInt } from "node:crypto"

/** Without 0, 1, i, l and o, which look alike. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz"

export function newReference(): string {
  return Array.from({ length: 8 }, () => alphabet.charAt(randomInt(alphabet.length))).join("")
}

/** Whether a text has the format of a reference. Pages show no other text from a URL. */
export function isReference(text: string): boolean {
  return /^[2-9a-hjkmnp-z]{8}$/.test(text)
}
