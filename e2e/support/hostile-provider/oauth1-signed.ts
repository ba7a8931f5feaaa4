// Verifies the signature of a request (RFC 5849 section 3.2) with a library that the app does not use.
import { sign } from "oauth-sign"
import { clientId, clientSecret } from "./client"
import type { ParsedRequest } from "./server"

/** The allowed difference between the clocks of client and provider, in seconds. */
const tolerance = 300

/**
 * @param secretOf returns the secret of the request's token; undefined for a token that this endpoint does not accept
 * @returns the `oauth_` parameters; undefined when the signature is not valid
 */
export function signedParameters(
  { request, url, form }: ParsedRequest,
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
