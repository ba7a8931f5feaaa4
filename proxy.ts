// Sets the security headers of every page. Access is checked by `requireUser()`, which works without this file.
import { NextResponse, type NextRequest } from "next/server"
import { isDeployed, loopbackProviderOrigins } from "./lib/env"

export const config = { matcher: ["/((?!_next/static|_next/image|api/).*)"] }

export function proxy(request: NextRequest): NextResponse {
  policy ??= contentSecurityPolicy()
  const policyWithNonce = policy.replaceAll("{nonce}", btoa(crypto.randomUUID()))
  // Next reads the nonce from the request's policy and gives it to its own scripts.
  const headers = new Headers(request.headers)
  headers.set("content-security-policy", policyWithNonce)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries({
    "content-security-policy": policyWithNonce,
    ...constantHeaders,
  }))
    response.headers.set(name, value)
  if (isDeployed()) response.headers.set("strict-transport-security", "max-age=63072000")
  return response
}

const constantHeaders = {
  // With no-referrer, the app's own forms would send `Origin: null`.
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

/** Created once; the nonce is inserted for each response. */
let policy: string | undefined

function contentSecurityPolicy(): string {
  // React's development build uses eval and injects styles.
  const isDevelopment = process.env.NODE_ENV === "development"
  // Chromium applies form-action to every redirect after a form, and a provider may redirect to another host.
  const providers = isDeployed() ? [] : loopbackProviderOrigins()
  const directives = {
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      "'nonce-{nonce}'",
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    "style-src": ["'self'", isDevelopment ? "'unsafe-inline'" : "'nonce-{nonce}'"],
    "img-src": ["'self'", "data:", "https:", ...providers],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'", "https:", ...providers],
    "frame-ancestors": ["'none'"],
  }
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ")
}
