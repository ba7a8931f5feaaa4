// Requests a page as Next's router does in a browser: only its server components.
import type { HttpResponse, Visitor } from "./visitor"

/** Next redirects a request whose query lacks the hash of its own headers; this follows that redirect. */
export async function getComponents(
  visitor: Visitor,
  path: string,
  more: Record<string, string> = {},
): Promise<HttpResponse> {
  const headers = { rsc: "1", ...more }
  const response = await visitor.get(path, { headers })
  const isRedirected = response.status === 307 && new URL(response.location).searchParams.has("_rsc")
  return isRedirected ? visitor.get(response.location, { headers }) : response
}
