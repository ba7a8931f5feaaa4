// Private keys from environment variables.
import { createPrivateKey, type KeyObject } from "node:crypto"

export type PrivateKey = {
  key: KeyObject
  /** The JWA name (RFC 7518, RFC 8037). */
  alg: string
  /** Tells the provider which key signed. */
  kid: string | undefined
}

const curves: Record<string, string> = { prime256v1: "ES256", secp384r1: "ES384", secp521r1: "ES512" }

/**
 * Reads a private key: PEM (line ends may be written as \n) or a JWK.
 *
 * @param kid the key id; overrides the JWK's
 * @throws Error for anything else, and for keys that cannot sign a JWT
 */
export function readPrivateKey(text: string, kid?: string): PrivateKey {
  if (!text.trimStart().startsWith("{")) {
    const key = createPrivateKey(text.replaceAll("\\n", "\n"))
    return { key, alg: algorithm(key), kid }
  }
  const jwk = JSON.parse(text) as Record<string, unknown>
  const key = createPrivateKey({ key: jwk, format: "jwk" })
  return {
    key,
    alg: typeof jwk.alg === "string" ? jwk.alg : algorithm(key),
    kid: kid ?? (typeof jwk.kid === "string" ? jwk.kid : undefined),
  }
}

function algorithm({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType === "rsa") return "RS256"
  if (asymmetricKeyType === "rsa-pss") return "PS256"
  // Ed25519 in RFC 9864, which servers of today seldom know.
  if (asymmetricKeyType === "ed25519") return "EdDSA"
  const alg = curves[asymmetricKeyDetails?.namedCurve ?? ""]
  if (!alg) throw new Error(`a key of type ${asymmetricKeyType} signs no JWT`)
  return alg
}
