// Checks that a request comes from a page of this site, for route handlers and server actions.
import { env } from "../../env"
import { failedCheck } from "../telemetry/checks"

/**
 * Requires this site's Origin header, or `Sec-Fetch-Site: same-origin` if the browser sends no Origin.
 *
 * @throws AuthError origin_mismatch
 */
export function requireOwnOrigin(headers: Headers): void {
  const origin = headers.get("origin")
  const isOwn = origin === null ? headers.get("sec-fetch-site") === "same-origin" : origin === env().origin
  if (!isOwn)
    throw failedCheck("own_origin", {
      code: "origin_mismatch",
      expected: env().origin,
      received: origin ?? "no Origin",
    })
}

/** Whether the visitor used the host of AUTH_URL. Cookies and callbacks work on no other host. */
export function isOwnHost(headers: Headers): boolean {
  const host = headers.get("x-forwarded-host") ?? headers.get("host")
  return host === null || host.toLowerCase() === new URL(env().origin).host
}
