// Email addresses: which ones are accepted, exactly as they came, and how their domains are compared.
import { domainToASCII, domainToUnicode } from "node:url"

/** RFC 5321 section 4.5.3.1.3, without the angle brackets. */
const maxBytes = 254

/**
 * Whether a text is one address that no system has to change: an address that is cut, cleaned or normalized later could become
 * another one, which the provider never verified.
 */
export function isPlainAddress(text: string): boolean {
  // Without the specials of RFC 5322, which begin a comment, a list, a group or an escape: `victim(x)@corp.example` is victim's address.
  const [, domain] = /^[^@,"<>()[\]:;\\]+@([^@,"<>]+)$/.exec(text) ?? []
  if (domain === undefined || Buffer.byteLength(text) > maxBytes) return false
  // An encoded word (RFC 2047), which some mail servers decode: it can contain another address.
  if (text.includes("=?")) return false
  // Full-width letters, ligatures, the Kelvin sign. İ stays in NFKC, but PostgreSQL's lower() turns it into an i.
  if (text !== text.normalize("NFKC") || text.includes("\u0130")) return false
  return !invisible.test(text) && asciiDomain(domain) !== null
}

/** Control and format characters, unpaired surrogates, spaces, and other characters without a shape. */
const invisible = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u

/**
 * A domain in ASCII (IDNA). IDNA maps many spellings to one name: full-width letters, invisible characters, percent-encoding,
 * IPv4 addresses in hexadecimal. Only the usual two forms are read, so that a strange spelling equals no other one.
 *
 * @returns null if it is no usual spelling of a host name
 */
export function asciiDomain(name: string): string | null {
  if (name !== name.normalize("NFKC")) return null
  const lower = name.toLowerCase()
  const ascii = domainToASCII(lower)
  const isUsual = lower === ascii || lower === domainToUnicode(ascii)
  const isHost = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z](?:[a-z\d-]*[a-z\d])?$/.test(ascii)
  return isUsual && isHost ? ascii : null
}

/** The two spellings of an address: with its domain in ASCII and in Unicode. Most domains have only one. */
export function spellings(address: string): [ascii: string, unicode: string] {
  const at = address.lastIndexOf("@") + 1
  const local = address.slice(0, at)
  const ascii = domainToASCII(address.slice(at).toLowerCase())
  return [local + ascii, local + domainToUnicode(ascii)]
}
