// Requests as a visitor's browser makes them, but for redirects, which are looked at and not followed.
import { fetch } from "undici"
import { importTypeScript } from "../lib/typescript.mjs"

/**
 * @typedef {{ status: number, headers: { get(name: string): string | null }, text: string, location: string, cookies: string[] }} Answer
 * @typedef {((path: string, more?: { method?: string, from?: string }) => Promise<Answer>) & { isLoopback: boolean }} Ask
 */

/**
 * @param {string} origin
 * @returns {Promise<Ask>}  takes a path or an address; from: the origin of the page whose form is sent
 */
export async function asker(origin) {
  const { dispatcherFor } = /** @type {typeof import("../../lib/auth/http/ssrf-guard")} */ (
    await importTypeScript("lib/auth/http/ssrf-guard")
  )
  const { isLoopback } = /** @type {typeof import("../../lib/env")} */ (await importTypeScript("lib/env"))
  /** @type {(path: string, more?: { method?: string, from?: string }) => Promise<Answer>} */
  const ask = async (path, { method = "GET", from } = {}) => {
    const url = new URL(path, origin)
    const response = await fetch(url, {
      method,
      headers: { "user-agent": "Portico doctor", accept: "text/html,*/*", ...(from && { origin: from }) },
      redirect: "manual",
      dispatcher: await dispatcherFor(url, { isNamed: true }),
      // The first page of `next dev` has to be compiled.
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
  return Object.assign(ask, { isLoopback: isLoopback(new URL(origin).hostname) })
}
