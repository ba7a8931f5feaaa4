// Checks where a request comes from, for route handlers and server actions.
import { env } from "../../env"
import { isFromOwnPage } from "../../request-origin"
import { AuthError } from "../errors"
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

/**
 * Requires a top-level navigation, as far as the browser says what the request is for (Fetch Metadata). A provider redirects the
 * visitor's page; an image, a frame or a script of another site is no authorization response.
 *
 * @throws AuthError navigation_required
 */
export function requireNavigation(headers: Headers): void {
  const received = headers.get("sec-fetch-dest") ?? "document"
  if (received !== "document")
    throw new AuthError("navigation_required", { details: { expected: "document", received } })
}
