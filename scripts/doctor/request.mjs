// Sends requests like a visitor's browser, but does not follow redirects.
import { fetch } from "undici"
import { basePathOf, below } from "../../lib/base-path.mjs"
import { importTypeScript } from "../lib/typescript.mjs"

/**
 * @typedef {{ status: number, headers: { get(name: string): string | null }, text: string, location: string, cookies: string[] }} SiteResponse
 * @typedef {((path: string, more?: { method?: string, from?: string }) => Promise<SiteResponse>) & { isLoopback: boolean }} SendRequest
 */

/**
 * @param {string} site  the address of the app
 * @returns {Promise<SendRequest>}  takes a path of the app or a URL; from: the origin of the page that posts the form
 */
export async function createRequester(site) {
  const { dispatcherFor } = /** @type {typeof import("../../lib/auth/http/ssrf-guard")} */ (
    await importTypeScript("lib/auth/http/ssrf-guard")
  )
  const { isLoopback } = /** @type {typeof import("../../lib/env")} */ (await importTypeScript("lib/env"))
  /** @type {(path: string, more?: { method?: string, from?: string }) => Promise<SiteResponse>} */
  const request = async (path, { method = "GET", from } = {}) => {
    const url = new URL(below(basePathOf(site), path), site)
    const response = await fetch(url, {
      method,
      headers: { "user-agent": "Portico doctor", accept: "text/html,*/*", ...(from && { origin: from }) },
      redirect: "manual",
      dispatcher: await dispatcherFor(url, { isNamed: true }),
      // `next dev` may have to compile the page first.
      signal: AbortSignal.timeout(60_000),
    })
    const { status, headers } = response
    const location = headers.get("location")
    return {
      status,
      headers,
      text: await response.text(),
      location: location ? new URL(location, url).href : "",
      cookies: headers.getSetCookie(),
    }
  }
  return Object.assign(request, { isLoopback: isLoopback(new URL(site).hostname) })
}
