import { literal, record, text } from "../shape"

/** The private key to which tokens are bound (RFC 9449), as a JWK: ES256. */
export type DpopKey = { kty: "EC"; crv: "P-256"; x: string; y: string; d: string }

export const isDpopKey = record<DpopKey>({
  kty: literal("EC"),
  crv: literal("P-256"),
  x: text,
  y: text,
  d: text,
})
