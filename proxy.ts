// Sets the security headers of every page, and keeps foreign hosts from the development server. Access is checked by
// `requireUser()`, which works without this file.
import { NextResponse, type NextRequest } from "next/server"
import { contentSecurityPolicy } from "./lib/content-security-policy"
import { csp } from "./lib/csp"
import { env, isDeployed, isDevelopmentHost, loopbackProviderOrigins } from "./lib/env"
import { isFromOwnPage, isOwnHost } from "./lib/request-origin"
import { requireTransportSecurity } from "./lib/transport-security"

/** In development and tests a connection may be at a local server (lib/auth/connections), whose port only the database knows. */
const loopbackConnections = ["http://localhost:*", "http://127.0.0.1:*"]

export const config = {
  matcher: [
    "/((?!_next/static|_next/image|api/).*)",
    // Below a base path, the pattern above does not match the base path itself.
    "/",
    // For the development server, whose address has a port. A public address has none, so that its routes need no proxy.
    {
      source: "/api/:path*",
      has: [
        {
          type: "header",
          key: "host",
          value: "(?!localhost:|127\\.0\\.0\\.1:|\\[::1\\]:).*:\\d+",
        },
      ],
    },
  ],
}

export function proxy(request: NextRequest): NextResponse {
  // DNS rebinding: a name of another site that resolves to this machine makes that site's scripts same-origin with the app.
  if (process.env.NODE_ENV === "development" && !isDevelopmentHost(request.headers.get("host")))
    return new NextResponse(
      "The development server answers on localhost and on the host of AUTH_URL only. For a tunnel or another device, set AUTH_URL to the https address of this page, and start again.\n",
      {
        status: 421,
        headers: { "cache-control": "no-store" },
      },
    )
  if (request.nextUrl.pathname.startsWith("/api/")) return NextResponse.next()
  policy ??= contentSecurityPolicy({
    thirdParties: csp,
    // Chromium applies form-action to every redirect after a form, and a provider may redirect to another host.
    formTargets: isDeployed() ? [] : [...loopbackProviderOrigins(), ...loopbackConnections],
    isDevelopment: process.env.NODE_ENV === "development",
  })
  const nonce = btoa(crypto.randomUUID())
  const policyWithNonce = policy.replaceAll("{nonce}", nonce)
  // Next reads the nonce from the request's policy and gives it to its own scripts; lib/nonce.ts reads x-nonce.
  const headers = new Headers(request.headers)
  headers.set("content-security-policy", policyWithNonce)
  headers.set("x-nonce", nonce)
  if (request.method === "POST") nameAsNextCompares(headers)
  // `htmlLimitedBots` of next.config.mjs does not match a request without a user agent.
  if (process.env.PORTICO_CACHE_COMPONENTS === "on" && !headers.get("user-agent"))
    headers.set("user-agent", "-")
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries({
    "content-security-policy": policyWithNonce,
    ...constantHeaders,
  }))
    response.headers.set(name, value)
  if (process.env.NODE_ENV === "production" && request.headers.get("accept")?.includes("text/html"))
    response.headers.set("cache-control", documentCaching)
  requireTransportSecurity(response.headers)
  return response
}

/**
 * Next runs a server action only if the host of Origin and the forwarded host are the same text. Where the request comes from a
 * page of this site, both get the spelling of AUTH_URL: for `Origin: null`, a tunnel's, `app.example.com:443` and lists of hosts. All other
 * requests keep what they sent, which Next and the engine reject.
 */
function nameAsNextCompares(headers: Headers): void {
  const { origin, host } = new URL(env().origin)
  if (isOwnHost(headers)) headers.set("x-forwarded-host", host)
  if (headers.has("origin") && isFromOwnPage(headers)) headers.set("origin", origin)
}

const constantHeaders = {
  // With no-referrer, browsers that send no Sec-Fetch-Site could not submit the app's own forms: they send `Origin: null`.
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

/**
 * What Next sends for pages that are rendered for each request, as all are because of their nonce, with `no-transform`: Cloudflare
 * would replace email addresses in the HTML, and React would not find what it rendered.
 */
const documentCaching = "private, no-cache, no-store, max-age=0, must-revalidate, no-transform"

/** Created once; the nonce is inserted for each response. */
let policy: string | undefined
