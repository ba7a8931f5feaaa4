// Sets the headers of every page. It protects nothing: `requireUser()` does, and holds without this file.
import { NextResponse, type NextRequest } from "next/server"
import { isDeployed, loopbackProviderOrigins } from "./lib/env"

export const config = { matcher: ["/((?!_next/static|_next/image|api/).*)"] }

export function proxy(request: NextRequest): NextResponse {
  policy ??= contentSecurityPolicy()
  const made = policy.replaceAll("{nonce}", btoa(crypto.randomUUID()))
  // Next reads the nonce from the request's policy and gives it to its own scripts.
  const headers = new Headers(request.headers)
  headers.set("content-security-policy", made)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries({ "content-security-policy": made, ...fixed }))
    response.headers.set(name, value)
  if (isDeployed()) response.headers.set("strict-transport-security", "max-age=63072000")
  return response
}

const fixed = {
  // With no-referrer our own forms would send `Origin: null`.
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

/** Made once; each answer has a nonce of its own. */
let policy: string | undefined

function contentSecurityPolicy(): string {
  // React's development build evaluates code and injects styles.
  const isDevelopment = process.env.NODE_ENV === "development"
  // Chromium holds form-action against every redirect that follows a form, and a provider may send a visitor on.
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
