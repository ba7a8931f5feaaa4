// Whether a request is signed as RFC 5849 section 3.2 wants it, by a library that the app does not use.
import { sign } from "oauth-sign"
import { clientId, clientSecret } from "./client"
import type { Asked } from "./server"

/** How far a client's clock may be off, in seconds. */
const tolerance = 300

/**
 * @param secretOf the secret of the token that the request names; undefined where it may not use that one
 * @returns the `oauth_` parameters; undefined for a request that is not faithfully signed by our client
 */
export function signedParameters(
  { request, url, form }: Asked,
  secretOf: (token: string | null) => string | undefined,
): URLSearchParams | undefined {
  const header = readHeader(request.headers.authorization ?? "")
  const all = [...url.searchParams, ...header, ...form]
  const protocol = new URLSearchParams(all.filter(([name]) => name.startsWith("oauth_")))
  const isOnce = new Set(protocol.keys()).size === protocol.size
  const secret = secretOf(protocol.get("oauth_token"))
  const age = Date.now() / 1000 - Number(protocol.get("oauth_timestamp"))
  if (!isOnce || secret === undefined || !(Math.abs(age) < tolerance)) return undefined
  if (protocol.get("oauth_consumer_key") !== clientId || !protocol.get("oauth_nonce")) return undefined

  const signed: Record<string, string[]> = {}
  for (const [name, value] of all) if (name !== "oauth_signature") (signed[name] ??= []).push(value)
  const address = url.origin + url.pathname
  const method = protocol.get("oauth_signature_method") ?? ""
  const expected = sign(method, request.method ?? "", address, signed, clientSecret, secret)
  return protocol.get("oauth_signature") === expected ? protocol : undefined
}

/** Section 3.5.1. */
function readHeader(header: string): [string, string][] {
  const pairs = header.startsWith("OAuth ") ? header.matchAll(/([^\s=,]+)="([^"]*)"/g) : []
  return [...pairs].map(([, name = "", value = ""]) => [decodeURIComponent(name), decodeURIComponent(value)])
}
