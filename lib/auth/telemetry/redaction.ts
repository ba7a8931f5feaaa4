// Removes secrets from reported requests and responses.
import { decodeJwt, decodeProtectedHeader } from "jose"
import { isRecord } from "../shape"

const secret =
  /^(cookie|set-cookie|(auth_?|authorization_?)?code|state|nonce|code_verifier|client_assertion|oauth_(callback|nonce|signature|verifier)|denied|request_uri|id_token_hint|.*token|.*_?secret(_proof)?|token_hmac|password)$/i

/** Headers that never contain a secret. */
const plainHeader = /^(accept(-\w+)?|content-type|user-agent)$/i

export const redacted = "[redacted]"

/** The same fields, at any depth, without secrets; an ID token is decoded and loses its signature. */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactField(name, value)]))
}

function redactField(name: string, value: unknown): unknown {
  if (name === "id_token") return decoded(value)
  if (name === "headers") return isRecord(value) ? redactHeaders(value) : redacted
  if (secret.test(name)) return redacted
  return redactWithin(value)
}

function redactWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactWithin)
  return isRecord(value) ? redact(value) : value
}

/** A JWT without its signature cannot be used, and its claims show the checked values. */
function decoded(jwt: unknown): unknown {
  try {
    return redact({ header: decodeProtectedHeader(String(jwt)), claims: decodeJwt(String(jwt)) })
  } catch {
    return redacted
  }
}

/** The scheme of an Authorization header is kept: `Basic [redacted]`. */
function redactHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (plainHeader.test(name)) return [name, value]
      const [scheme] = (name === "authorization" && /^[A-Za-z\d]{1,20} (?=\S)/.exec(String(value))) || [""]
      return [name, scheme + redacted]
    }),
  )
}
