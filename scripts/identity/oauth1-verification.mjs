/** Verifies requests like an OAuth 1.0 server: client, timestamp, nonce and signature (RFC 5849 section 3.2). */
import { createHmac, timingSafeEqual } from "node:crypto"

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {Record<string, string>} Protocol the `oauth_` parameters
 */

/** The tolerated difference of a client's clock, in seconds. */
const tolerance = 300

/** A request that failed verification. */
export class Unauthorized extends Error {}

/**
 * @param {{ id: string, secret: string }} client the only client
 */
export function verifier(client) {
  /** @type {Map<string, number>} nonce → time at which it is deleted */
  const nonces = new Map()

  /**
   * @param {Request} request
   * @param {string} body a form, or empty
   * @param {(token: string) => string | undefined} secretOf returns the secret of a token that is valid for this request
   * @returns {Protocol}
   * @throws {Unauthorized}
   */
  return (request, body, secretOf) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`)
    const header = readHeader(request.headers.authorization ?? "")
    const pairs = [...readForm(url.search.slice(1)), ...header, ...readForm(body)]
    /** @type {Protocol} */
    const protocol = {}
    for (const [name, value] of pairs) {
      if (!name.startsWith("oauth_")) continue
      if (name in protocol) throw new Unauthorized(`${name} occurs twice.`)
      protocol[name] = value
    }

    if (protocol.oauth_consumer_key !== client.id) throw new Unauthorized("The client is unknown.")
    if ((protocol.oauth_version ?? "1.0") !== "1.0") throw new Unauthorized("The version is not 1.0.")
    const tokenSecret = secretOf(protocol.oauth_token ?? "")
    if (tokenSecret === undefined) throw new Unauthorized("The token is unknown, used or expired.")

    const unsigned = pairs.filter(([name]) => name !== "oauth_signature")
    const expected = sign(protocol.oauth_signature_method ?? "", {
      base: [request.method ?? "", url.origin + url.pathname, normalize(unsigned)].map(escape).join("&"),
      key: `${escape(client.secret)}&${escape(tokenSecret)}`,
    })
    if (!isEqual(expected, protocol.oauth_signature ?? "")) throw new Unauthorized("The signature is wrong.")
    checkNonce(protocol)
    return protocol
  }

  /** @param {Protocol} protocol */
  function checkNonce({ oauth_timestamp: timestamp = "", oauth_nonce: nonce = "", oauth_token: token = "" }) {
    const now = Date.now() / 1000
    for (const [used, until] of nonces) if (until < now) nonces.delete(used)
    if (!/^\d+$/.test(timestamp) || Math.abs(now - Number(timestamp)) > tolerance)
      throw new Unauthorized("The timestamp differs too much from the server's time.")
    const use = JSON.stringify([timestamp, nonce, token])
    if (!nonce || nonces.has(use)) throw new Unauthorized("The nonce is missing or was used before.")
    nonces.set(use, now + 2 * tolerance)
  }
}

/**
 * @param {string} method
 * @param {{ base: string, key: string }} parts
 */
function sign(method, { base, key }) {
  if (method === "PLAINTEXT") return key
  const digest = { "HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256" }[method]
  if (!digest) throw new Unauthorized("The signature method is not supported.")
  return createHmac(digest, key).update(base).digest("base64")
}

/** @param {[string, string][]} pairs */
function normalize(pairs) {
  const encoded = pairs.map(([name, value]) => ({ name: escape(name), value: escape(value) }))
  encoded.sort(
    (a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) || compare(a.value, b.value),
  )
  return encoded.map(({ name, value }) => `${name}=${value}`).join("&")
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/**
 * @param {string} header
 * @returns {[string, string][]}
 */
function readHeader(header) {
  if (!/^OAuth /i.test(header)) return []
  return [...header.slice(6).matchAll(/([^\s=,]+)="([^"]*)"/g)]
    .map(([, name = "", value = ""]) => /** @type {[string, string]} */ ([unescape(name), unescape(value)]))
    .filter(([name]) => name.toLowerCase() !== "realm")
}

/**
 * @param {string} form
 * @returns {[string, string][]}
 */
function readForm(form) {
  return form
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", ...value] = pair.replaceAll("+", " ").split("=")
      return [unescape(name), unescape(value.join("="))]
    })
}

/** @param {string} text */
function unescape(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Unauthorized("A parameter is not percent-encoded.")
  }
}

/** Percent-encodes bytes (section 3.6). @param {string} text */
function escape(text) {
  let escaped = ""
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte)
    escaped += /[A-Za-z0-9._~-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
  }
  return escaped
}

/** @param {string} one @param {string} other */
function isEqual(one, other) {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
