import { AuthError } from "../errors"

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
