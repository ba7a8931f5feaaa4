// How OAuth 1.0 signs a request (RFC 5849 section 3.4).
import { createHmac, sign as signWithKey } from "node:crypto"
import type { OAuth1Provider } from "../providers/types"

/** One parameter, decoded. A name may come more than once. */
export type Parameter = readonly [name: string, value: string]

export type SignatureMethod = NonNullable<OAuth1Provider["signature"]>

/** A request, as its signature sees it. */
export type Signed = {
  method: string
  url: URL
  /** Those of the Authorization header, without `realm` and `oauth_signature`, and those of a form in the body. */
  parameters: Iterable<Parameter>
}

export type Secrets = {
  /** For RSA-SHA1 the client's private key, as PEM. */
  client: string
  /** Of the temporary credentials, then of the access token; empty before there are any. */
  token: string
}

/**
 * Signs a request. PLAINTEXT shows both secrets to whoever sees the request: `request.ts` lets it out over https
 * alone, or to a loopback host of the owner's (section 3.4.4).
 *
 * @returns the value of `oauth_signature`
 * @throws Error when the secret is no private key, for RSA-SHA1
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

/** What is signed: method, address and every parameter (section 3.4.1.1). */
export function baseString({ method, url, parameters }: Signed): string {
  const all = normalized([...url.searchParams, ...parameters])
  return [method.toUpperCase(), baseAddress(url), all].map(encode).join("&")
}

/** Section 3.4.1.2. `URL` already writes scheme and host in small letters, and drops a default port. */
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

/** Section 3.6: every byte but letters, digits, `-`, `.`, `_` and `~`. */
export function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Where an environment has no line breaks, a key is written with `\\n` for each. */
function pem(key: string): string {
  return key.replaceAll("\\n", "\n")
}

/** By bytes: encoded text is ASCII, so its code units are its bytes. */
function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
