// Who is asking? One check of the caller's origin serves both doors, the HTTP one and the server actions.
import { env } from "../../env"
import { AuthError } from "../errors"

/**
 * Lets only our own pages through: the Origin header must be ours, or, where a browser sends none,
 * Sec-Fetch-Site must say same-origin.
 *
 * @throws AuthError origin_mismatch
 */
export function requireOwnOrigin(headers: Headers): void {
  const origin = headers.get("origin")
  const isOwn = origin === null ? headers.get("sec-fetch-site") === "same-origin" : origin === env().origin
  if (!isOwn)
    throw new AuthError("origin_mismatch", {
      cause: `expected ${env().origin}, got ${origin ?? "no Origin"}`,
    })
}

/** Whether the visitor reached us at the host of AUTH_URL. Cookies and callbacks live there alone. */
export function isOwnHost(headers: Headers): boolean {
  const host = headers.get("x-forwarded-host") ?? headers.get("host")
  return host === null || host.toLowerCase() === new URL(env().origin).host
}
