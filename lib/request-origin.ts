// Whether a request belongs to this site, by the headers that no page of another site can set. For the engine and for proxy.ts.
import { env, isLoopback } from "./env"

/**
 * Whether a page of this site sent the request. A browser sends no Origin, or `Origin: null`, from a page whose referrer policy is
 * `no-referrer`: a reverse proxy or a visitor's privacy setting may add that policy. `Sec-Fetch-Site` then decides, which the
 * browser sets by itself: a sandboxed frame sends `Origin: null` with `cross-site`.
 */
export function isFromOwnPage(headers: Headers, own = env().origin): boolean {
  const origin = headers.get("origin")
  if (origin === null || origin === "null" || isOfTunnel(origin, own))
    return headers.get("sec-fetch-site") === "same-origin"
  return origin === own
}

/** GitHub Codespaces and VS Code's tunnels replace the own origin by that of the local server, and leave all others. */
function isOfTunnel(origin: string, own: string): boolean {
  if (process.env.NODE_ENV !== "development") return false
  const isLocal = (text: string) => URL.canParse(text) && isLoopback(new URL(text).hostname)
  return isLocal(origin) && !isLocal(own)
}

/** Whether the visitor used the host of AUTH_URL. Cookies and callbacks work on no other host. */
export function isOwnHost(headers: Headers, origin = env().origin): boolean {
  // Of a list, the first entry is the host that the visitor used; each proxy appends its own.
  const [host] = (headers.get("x-forwarded-host") ?? headers.get("host"))?.split(",") ?? []
  return host === undefined || withoutDefaultPort(host) === new URL(origin).host
}

/** Some proxies append the port to the name: `app.example.com:443`. */
function withoutDefaultPort(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/:(80|443)$/, "")
}
