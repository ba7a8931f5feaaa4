/** The algorithms of signatures by an issuer's keys (RFC 7518, RFC 9864): asymmetric only; never `none`. */
export const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const

/** Those that the FAPI 2.0 Security Profile allows (section 5.4.1). Ed25519 is EdDSA by its newer name. */
export const fapiAlgorithms = ["PS256", "ES256", "EdDSA", "Ed25519"] as const

export function isFapiAlgorithm(algorithm: string): boolean {
  return fapiAlgorithms.some((allowed) => allowed === algorithm)
}

/** Also `HS256`, a signature with the client secret, which only a client that was registered with it accepts. */
export const clientAlgorithms = [...algorithms, "HS256"] as const

export type ClientAlgorithm = (typeof clientAlgorithms)[number]
