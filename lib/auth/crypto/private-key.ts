// Private keys from environment variables.
import { createPrivateKey, type KeyObject } from "node:crypto"

export type PrivateKey = {
  key: KeyObject
  /** The JWA name (RFC 7518, RFC 8037). */
  alg: string
  /** Tells the provider which key signed. Undefined: the thumbprint (key-id.ts); null: nothing. */
  kid: string | null | undefined
}

/** A key for which a provider encrypts. */
export type DecryptionKey = {
  key: KeyObject
  /** The accepted key management algorithms (RFC 7518 section 4), the preferred one first. */
  algorithms: readonly KeyManagement[]
  kid: string | undefined
}

/** Neither RSA1_5, which has padding oracles, nor `dir`, which has no key of the client. */
export type KeyManagement = "RSA-OAEP-256" | "ECDH-ES+A256KW" | "ECDH-ES"

/** A key of a kind or length that cannot be used. The message says so, and quotes nothing of the key. */
export class UnusableKeyError extends Error {}

const curves: Record<string, string> = { prime256v1: "ES256", secp384r1: "ES384", secp521r1: "ES512" }

/** RFC 7518 sections 3.3 and 4.3. */
const minimumRsaBits = 2048

/**
 * Reads a private key: PEM (line ends may be written as \n) or a JWK, whose `alg` replaces the default of its kind.
 *
 * @param kid the key id; overrides the JWK's
 * @throws UnusableKeyError for keys that cannot sign a JWT
 * @throws Error for anything else
 */
export function readPrivateKey(text: string, kid?: string | null): PrivateKey {
  const { key, jwk } = parse(text)
  const [alg = ""] = supported(signatures(key), jwk.alg)
  return { key, alg, kid: kid === undefined ? jwk.kid : kid }
}

/**
 * Reads a private key that decrypts, as PEM or JWK. A JWK with an `alg` accepts only this algorithm.
 *
 * @throws UnusableKeyError for keys that cannot decrypt a JWT
 * @throws Error for anything else
 */
export function readDecryptionKey(text: string): DecryptionKey {
  const { key, jwk } = parse(text)
  return { key, algorithms: supported(keyManagement(key), jwk.alg), kid: jwk.kid }
}

type Jwk = { alg?: string; kid?: string }

function parse(text: string): { key: KeyObject; jwk: Jwk } {
  if (!text.trimStart().startsWith("{"))
    return { key: longEnough(createPrivateKey(text.replaceAll("\\n", "\n"))), jwk: {} }
  const jwk = JSON.parse(text) as Record<string, unknown>
  const { alg, kid } = jwk
  return {
    key: longEnough(createPrivateKey({ key: jwk, format: "jwk" })),
    jwk: { ...(typeof alg === "string" && { alg }), ...(typeof kid === "string" && { kid }) },
  }
}

function longEnough(key: KeyObject): KeyObject {
  const { modulusLength = minimumRsaBits } = key.asymmetricKeyDetails ?? {}
  if (modulusLength >= minimumRsaBits) return key
  throw new UnusableKeyError(
    `is an RSA key of ${modulusLength} bits: expected at least ${minimumRsaBits} (RFC 7518).`,
  )
}

/** @returns the algorithm of the JWK, or else all that the key supports */
function supported<T extends string>(possible: readonly T[], wanted: string | undefined): readonly T[] {
  const algorithms = possible.filter((alg) => wanted === undefined || alg === wanted)
  if (algorithms.length > 0) return algorithms
  throw new UnusableKeyError(`has an alg that does not fit: expected ${possible.join(" or ")}.`)
}

/** The default first. Servers of today seldom know Ed25519 by its name in RFC 9864. */
function signatures(key: KeyObject): readonly string[] {
  const kind = kindOf(key)
  const curve = curves[kind]
  const pss = ["PS256", "PS384", "PS512"]
  if (kind === "rsa") return ["RS256", "RS384", "RS512", ...pss]
  if (kind === "rsa-pss") return pss
  if (kind === "ed25519") return ["EdDSA", "Ed25519"]
  if (curve) return [curve]
  throw new UnusableKeyError(`is a key of type ${kind}, which signs no JWT.`)
}

function keyManagement(key: KeyObject): readonly KeyManagement[] {
  const kind = kindOf(key)
  if (kind === "rsa") return ["RSA-OAEP-256"]
  if (kind === "x25519" || curves[kind]) return ["ECDH-ES+A256KW", "ECDH-ES"]
  throw new UnusableKeyError(`is a key of type ${kind}, which decrypts no JWT.`)
}

/** The curve, or another type: `prime256v1`, `rsa`. */
function kindOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  return asymmetricKeyDetails?.namedCurve ?? asymmetricKeyType ?? ""
}
