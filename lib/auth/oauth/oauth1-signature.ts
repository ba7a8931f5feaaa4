// The signature of an OAuth 1.0 request (RFC 5849 section 3.4).
import { createHmac, sign as signWithKey } from "node:crypto"
import type { OAuth1Provider } from "../providers/types"

/** One parameter, decoded. A name may occur more than once. */
export type Parameter = readonly [name: string, value: string]

export type SignatureMethod = NonNullable<OAuth1Provider["signature"]>

/** The parts of a request that are signed. */
export type Signed = {
  method: string
  url: URL
  /** The parameters of the Authorization header, without `realm` and `oauth_signature`, and of a form in the body. */
  parameters: Iterable<Parameter>
}

export type Secrets = {
  /** The client secret; for RSA-SHA1 the client's private key as PEM. */
  client: string
  /** The secret of the temporary credentials or of the access token; empty for the first request. */
  token: string
}

/**
 * Signs a request. PLAINTEXT sends both secrets in the request, so `http/provider-request.ts` allows it only over https or to
 * the owner's loopback hosts (section 3.4.4).
 *
 * @returns the value of `oauth_signature`
 * @throws Error if the secret for RSA-SHA1 is not a private key
 */
export function signature(method: SignatureMethod, request: Signed, secrets: Secrets): string {
  const key = `${encode(secrets.client)}&${encode(secrets.token)}`
  switch (method) {
    case "HMAC-SHA1":
    case "HMAC-SHA256":
      return createHmac(method.slice(5), key).update(baseString(request)).digest("base64")
    case "RSA-SHA1":
      return signWithKey("RSA-SHA1", Buffer.from(baseString(request)), pem(secrets.client)).toString("base64")
    case "PLAINTEXT":
      return key
  }
}

/** The signature base string: method, address and all parameters (section 3.4.1.1). */
export function baseString({ method, url, parameters }: Signed): string {
  const all = normalized([...url.searchParams, ...parameters])
  return [method.toUpperCase(), baseAddress(url), all].map(encode).join("&")
}

/** Section 3.4.1.2. `URL` already gives scheme and host in lower case, and omits a default port. */
export function baseAddress(url: URL): string {
  return url.origin + url.pathname
}

/** Section 3.4.1.3.2: encoded, then sorted by name, then by value. */
export function normalized(parameters: Iterable<Parameter>): string {
  return Array.from(parameters, ([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => order(name, otherName) || order(value, otherValue))
    .map((pair) => pair.join("="))
    .join("&")
}

/** The Authorization header (section 3.5.1). */
export function authorizationHeader(parameters: Iterable<Parameter>, realm?: string): string {
  const pairs = Array.from(parameters, ([name, value]) => `${encode(name)}="${encode(value)}"`)
  return `OAuth ${[...(realm === undefined ? [] : [`realm="${realm}"`]), ...pairs].join(", ")}`
}

/** Section 3.6: encodes all bytes except letters, digits, `-`, `.`, `_` and `~`. */
export function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** A key in an environment variable may have `\\n` in place of line breaks. */
function pem(key: string): string {
  return key.replaceAll("\\n", "\n")
}

/** Compares by bytes: encoded text is ASCII, so its code units are its bytes. */
function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
