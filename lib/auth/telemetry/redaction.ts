// What is left of a request or an answer when nobody may find a secret in it.
import { decodeJwt, decodeProtectedHeader } from "jose"

const secret =
  /^(cookie|set-cookie|(auth_?|authorization_?)?code|state|nonce|code_verifier|client_assertion|oauth_(callback|nonce|signature|verifier)|denied|request_uri|id_token_hint|.*token|.*_?secret(_proof)?|token_hmac|password)$/i

/** Headers that carry no secret, whatever the provider; others may. */
const plainHeader = /^(accept(-\w+)?|content-type|user-agent)$/i

export const redacted = "[redacted]"

/** The same fields by name, at any depth: secrets are gone, and a signed ID token has lost its signature. */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactField(name, value)]))
}

function redactField(name: string, value: unknown): unknown {
  if (name === "id_token") return opened(value)
  if (name === "headers") return redactHeaders(Object(value))
  if (secret.test(name)) return redacted
  return redactWithin(value)
}

function redactWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactWithin)
  return typeof value === "object" && value !== null ? redact(Object(value)) : value
}

/** Without its signature a JWT proves nothing to anybody, and shows what was checked. */
function opened(jwt: unknown): unknown {
  try {
    return redact({ header: decodeProtectedHeader(String(jwt)), claims: decodeJwt(String(jwt)) })
  } catch {
    return redacted
  }
}

/** The scheme of an authorization stays: `Basic [redacted]`. */
function redactHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (plainHeader.test(name)) return [name, value]
      const [scheme] = (name === "authorization" && /^[A-Za-z\d]{1,20} (?=\S)/.exec(String(value))) || [""]
      return [name, scheme + redacted]
    }),
  )
}
