// Seals and opens values. Plain JavaScript, because `scripts/database/reseal.mjs` runs in images without a TypeScript loader.
import { createHash, hkdfSync } from "node:crypto"
import { EncryptJWT, errors, jwtDecrypt } from "jose"

/**
 * @typedef {object} Key
 * @property {string} id four characters of its hash, readable in every value that it seals
 * @property {Promise<CryptoKey>} imported
 */

/** @typedef {{ provider: string, issuer: string, providerAccountId: string }} TokenRow */

/**
 * Part of every key. It is no name of the product: another value would make all sealed cookies and tokens unreadable, so renaming the
 * product must not change it.
 */
const keyDerivation = "portico"

/**
 * @param {string} purpose
 * @param {string} secret AUTH_SECRET or AUTH_SECRET_PREVIOUS
 * @returns {Key}
 */
export function deriveKey(purpose, secret) {
  const bytes = new Uint8Array(
    hkdfSync("sha256", secret, keyDerivation, `${keyDerivation} seal ${purpose}`, 32),
  )
  const imported = crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"])
  return { imported, id: createHash("sha256").update(bytes).digest("base64url").slice(0, 4) }
}

/**
 * AES-256-GCM as a JWE (RFC 7516).
 * @param {Key} key
 * @param {Record<string, unknown>} value
 */
export async function sealWith(key, value) {
  return new EncryptJWT(value).setProtectedHeader(header(key.id)).encrypt(await key.imported)
}

/**
 * @param {readonly Key[]} keys
 * @param {string} sealed
 * @returns {Promise<Record<string, unknown> | null>} null for anything that none of the keys sealed, and for an expired value
 */
export async function openWith(keys, sealed) {
  const opened = await openEvenExpired(keys, sealed)
  return opened && !opened.isExpired ? opened.payload : null
}

/**
 * Opens a sealed value and returns whether its `exp` has passed (RFC 7519 section 4.1.4).
 * @param {readonly Key[]} keys
 * @param {string} sealed
 * @returns {Promise<{ payload: Record<string, unknown>, isExpired: boolean } | null>} null if none of the keys sealed it
 */
export async function openEvenExpired(keys, sealed) {
  try {
    const { payload } = await jwtDecrypt(
      sealed,
      ({ kid }) => {
        const key = keys.find(({ id }) => id === kid)
        if (!key) throw new Error("sealed under another key")
        return key.imported
      },
      { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] },
    )
    return { payload, isExpired: false }
  } catch (error) {
    return error instanceof errors.JWTExpired ? { payload: error.payload, isExpired: true } : null
  }
}

/**
 * The first characters of every value that was sealed under a key.
 * @param {string} id the key's
 */
export function startOfSealed(id) {
  return `${Buffer.from(JSON.stringify(header(id))).toString("base64url")}..`
}

/**
 * Whether a text was sealed by this app, under any key. Providers' tokens may be encrypted JWTs as well, but have no such key id.
 * @param {string} text
 */
export function isSealed(text) {
  // The 36 bytes before the key's id are 48 characters, and it ends with 8 more.
  return text.startsWith(startOfSealed("").slice(0, 48)) && text.startsWith("..", 56)
}

/**
 * The row of Account that a token is sealed for.
 * @param {TokenRow} row
 */
export function rowName({ provider, issuer, providerAccountId }) {
  return issuer ? JSON.stringify([provider, issuer, providerAccountId]) : `${provider}:${providerAccountId}`
}

/**
 * Whether a sealed value belongs to a row and column. Tokens that were sealed before accounts had an issuer do not name it.
 * @param {Record<string, unknown> | null} opened
 * @param {TokenRow} row
 * @param {string} column
 */
export function isSealedFor(opened, row, column) {
  const names = [rowName(row), rowName({ ...row, issuer: "" })]
  return names.includes(String(opened?.row)) && opened?.column === column
}

/**
 * What the ID token of a session is sealed for.
 * @param {string} sessionId
 */
export function logoutHintOf(sessionId) {
  return { row: `session:${sessionId}`, column: "logoutHint" }
}

/**
 * Whether a sealed value is the ID token of a session.
 * @param {Record<string, unknown> | null} opened
 * @param {string} sessionId
 */
export function isLogoutHintOf(opened, sessionId) {
  const { row, column } = logoutHintOf(sessionId)
  return opened?.row === row && opened.column === column
}

/**
 * What the credentials of a connection are sealed for.
 * @param {string} connectionId
 */
export function credentialsOf(connectionId) {
  return { row: `connection:${connectionId}`, column: "credentials" }
}

/**
 * Whether a sealed value has the credentials of a connection.
 * @param {Record<string, unknown> | null} opened
 * @param {string} connectionId
 */
export function isCredentialsOf(opened, connectionId) {
  const expected = credentialsOf(connectionId)
  return opened?.row === expected.row && opened.column === expected.column
}

/** @param {string} kid */
function header(kid) {
  return { alg: "dir", enc: "A256GCM", kid }
}
