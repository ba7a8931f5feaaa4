// Checks a running app from outside, with requests that any visitor can make.
import { checkHeaders } from "./headers.mjs"
import { createRequester } from "./request.mjs"
import { checkSignIns } from "./sign-ins.mjs"

/**
 * @typedef {import("../../lib/auth/diagnostics/check").Check} Check
 * @typedef {import("./request.mjs").SendRequest} SendRequest
 */

/**
 * @param {string} site  the address of the app
 * @param {{ isOptional?: boolean }} [options]  isOptional: an app that does not run is only a warning
 * @returns {Promise<Check[]>}
 */
export async function checkSite(site, { isOptional = false } = {}) {
  const request = await createRequester(site)
  const { origin } = new URL(site)
  try {
    const health = await request("/api/health")
    const setup = await request("/setup")
    const isDevelopment = setup.status === 200 && request.isLoopback
    return [
      healthCheck(health),
      ...(await httpCheck(request, origin)),
      ...checkHeaders(await request("/signin"), { origin, isDevelopment }),
      setupCheck(setup.status, isDevelopment),
      await sessionCheck(request),
      await originCheck(request),
      ...(await contactCheck(request, origin)),
      ...(await checkSignIns(request, site)),
    ]
  } catch (error) {
    const detail = `${site} does not respond: ${reasonOf(error)}`
    const fix = isOptional
      ? "Start it, or pass its address, as in --url http://localhost:3001, to check headers and cookies."
      : "Check the address, and that the app runs."
    return [{ name: "answers", result: isOptional ? "warn" : "fault", detail, fix }]
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  let innermost = error
  while (innermost instanceof Error && innermost.cause) innermost = innermost.cause
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (innermost)
  return message || code || String(innermost)
}

/**
 * @param {import("./request.mjs").SiteResponse} health
 * @returns {Check}
 */
function healthCheck({ status, text }) {
  if (status === 200) return { name: "health", result: "ok", detail: "ready" }
  const reason = /"status":"([^"]{1,200})"/.exec(text)?.[1] ?? `/api/health answered ${status}`
  return {
    name: "health",
    result: "fault",
    detail: reason,
    fix: "See the app's log, and check its database.",
  }
}

/**
 * @param {SendRequest} request
 * @param {string} origin
 * @returns {Promise<Check[]>}
 */
async function httpCheck(request, origin) {
  if (!origin.startsWith("https:")) return []
  const name = "https"
  const response = await request(origin.replace("https:", "http:")).catch(() => null)
  if (!response) return [{ name, result: "ok", detail: "plain http is closed" }]
  return response.location.startsWith("https:")
    ? [{ name, result: "ok", detail: "plain http redirects to https" }]
    : [
        {
          name,
          result: "fault",
          detail: `plain http answers ${response.status} and does not redirect to https`,
          fix: "Let the reverse proxy redirect it with status 308.",
        },
      ]
}

/**
 * @param {number} status
 * @param {boolean} isDevelopment
 * @returns {Check}
 */
function setupCheck(status, isDevelopment) {
  const name = "/setup"
  if (status === 404) return { name, result: "ok", detail: "closed" }
  return isDevelopment
    ? { name, result: "ok", detail: "open, since `next dev` runs" }
    : {
        name,
        result: "fault",
        detail: `answers ${status}`,
        fix: "Run the production build: npm run build, npm start.",
      }
}

/**
 * @param {SendRequest} request
 * @returns {Promise<Check>}
 */
async function sessionCheck(request) {
  const { status, headers } = await request("/api/auth/session")
  const cache = headers.get("cache-control") ?? "no cache-control"
  return status === 200 && /no-store/.test(cache)
    ? { name: "session", result: "ok", detail: `not cached (${cache})` }
    : {
        name: "session",
        result: "fault",
        detail: `/api/auth/session answered ${status} with ${cache}`,
        fix: "Disable caching of /api/ in every proxy and CDN: a visitor could receive the session of another one.",
      }
}

/**
 * @param {SendRequest} request
 * @returns {Promise<Check>}
 */
async function originCheck(request) {
  const { status } = await request("/api/auth/signout", { method: "POST", from: "https://elsewhere.invalid" })
  return status === 403
    ? { name: "origin", result: "ok", detail: "a form of another site is rejected" }
    : {
        name: "origin",
        result: "fault",
        detail: `a form of another site is answered with ${status}`,
        fix: "Let the reverse proxy pass the Origin header unchanged.",
      }
}

/**
 * security.txt (RFC 9116) of a public site, which is at the root of the host. A site without one is not asked for it.
 * @param {SendRequest} request
 * @param {string} origin
 * @returns {Promise<Check[]>}
 */
export async function contactCheck(request, origin) {
  if (!origin.startsWith("https:")) return []
  const name = "security.txt"
  const { status, text } = await request(`${origin}/.well-known/security.txt`)
  if (status !== 200) return []
  const expires = Date.parse(/^Expires: *(.+)$/m.exec(text)?.[1] ?? "")
  const problems = [
    ...(/@example\.com|\/example\.com/.test(text) ? ["is a template"] : []),
    ...(/^Contact: *\S/m.test(text) ? [] : ["has no Contact"]),
    ...(expires > Date.now() ? [] : ["has expired"]),
  ]
  const fix =
    "Put your address, your origin and a date at most a year ahead into public/.well-known/security.txt."
  if (problems.length > 0) return [{ name, result: "warn", detail: problems.join(", "), fix }]
  return [{ name, result: "ok", detail: `until ${new Date(expires).toISOString().slice(0, 10)}` }]
}
