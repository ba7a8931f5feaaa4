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

/** Also `HS256`, a signature with the client secret, which only a client that was registered with it accepts. */
export const clientAlgorithms = [...algorithms, "HS256"] as const

export type ClientAlgorithm = (typeof clientAlgorithms)[number]
