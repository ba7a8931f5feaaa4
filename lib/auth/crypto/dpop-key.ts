import { literal, optional, record, text } from "../shape"

/** The private key to which tokens are bound (RFC 9449), as a JWK: ES256. */
export type DpopKey = {
  kty: "EC"
  crv: "P-256"
  x: string
  y: string
  d: string
  /** The id of the client's own key that authenticated with this one, where the tokens are bound to both (AT Protocol). */
  clientKey?: string | undefined
}

export const isDpopKey = record<DpopKey>({
  kty: literal("EC"),
  crv: literal("P-256"),
  x: text,
  y: text,
  d: text,
  clientKey: optional(text),
})
