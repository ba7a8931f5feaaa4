// Checks that a request comes from a page of this site, for route handlers and server actions.
import { env } from "../../env"
import { isFromOwnPage } from "../../request-origin"
import { failedCheck } from "../telemetry/checks"

/**
 * Requires this site's Origin header, or `Sec-Fetch-Site: same-origin` if the browser names no Origin.
 *
 * @throws AuthError origin_mismatch
 */
export function requireOwnOrigin(headers: Headers): void {
  if (isFromOwnPage(headers)) return
  throw failedCheck("own_origin", {
    code: "origin_mismatch",
    expected: env().origin,
    received: headers.get("origin") ?? "no Origin",
  })
}
