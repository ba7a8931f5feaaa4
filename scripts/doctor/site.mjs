// A running app, looked at from outside: what any visitor can see.
import { headerFaults } from "./headers.mjs"
import { asker } from "./request.mjs"
import { checkSignIns } from "./sign-ins.mjs"

/**
 * @typedef {import("../../lib/auth/diagnostics/check").Check} Check
 * @typedef {import("./request.mjs").Ask} Ask
 */

/**
 * @param {string} origin
 * @param {{ isOptional?: boolean }} [options]  isOptional: that nothing runs there is no fault
 * @returns {Promise<Check[]>}
 */
export async function checkSite(origin, { isOptional = false } = {}) {
  const ask = await asker(origin)
  try {
    const health = await ask("/api/health")
    const setup = await ask("/setup")
    const isDevelopment = setup.status === 200 && ask.isLoopback
    return [
      healthCheck(health),
      ...(await plainCheck(ask, origin)),
      ...headerFaults(await ask("/signin"), { origin, isDevelopment }),
      setupCheck(setup.status, isDevelopment),
      await sessionCheck(ask),
      await foreignCheck(ask),
      ...(await checkSignIns(ask, origin)),
    ]
  } catch (error) {
    const detail = `${origin} does not answer: ${reasonOf(error)}`
    const fix = isOptional
      ? "Start it, or name its address, as in --url http://localhost:3001, to have headers and cookies looked at."
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
 * @param {import("./request.mjs").Answer} health
 * @returns {Check}
 */
function healthCheck({ status, text }) {
  if (status === 200) return { name: "health", result: "ok", detail: "ready" }
  const reason = /"status":"([^"]{1,200})"/.exec(text)?.[1] ?? `/api/health answered ${status}`
  return {
    name: "health",
    result: "fault",
    detail: reason,
    fix: "Look at the app's log, and at its database.",
  }
}

/**
 * @param {Ask} ask
 * @param {string} origin
 * @returns {Promise<Check[]>}
 */
async function plainCheck(ask, origin) {
  if (!origin.startsWith("https:")) return []
  const name = "https"
  const answer = await ask(origin.replace("https:", "http:")).catch(() => null)
  if (!answer) return [{ name, result: "ok", detail: "plain http is closed" }]
  return answer.location.startsWith("https:")
    ? [{ name, result: "ok", detail: "plain http leads to https" }]
    : [
        {
          name,
          result: "fault",
          detail: `plain http answers ${answer.status} and does not lead to https`,
          fix: "Let the proxy redirect it, with status 308.",
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
 * @param {Ask} ask
 * @returns {Promise<Check>}
 */
async function sessionCheck(ask) {
  const { status, headers } = await ask("/api/auth/session")
  const cache = headers.get("cache-control") ?? "no cache-control"
  return status === 200 && /no-store/.test(cache)
    ? { name: "session", result: "ok", detail: `kept by no cache (${cache})` }
    : {
        name: "session",
        result: "fault",
        detail: `/api/auth/session answered ${status} with ${cache}`,
        fix: "Let no proxy or CDN cache /api/, or one visitor is handed another's session.",
      }
}

/**
 * @param {Ask} ask
 * @returns {Promise<Check>}
 */
async function foreignCheck(ask) {
  const { status } = await ask("/api/auth/signout", { method: "POST", from: "https://elsewhere.invalid" })
  return status === 403
    ? { name: "origin", result: "ok", detail: "a form of another site is refused" }
    : {
        name: "origin",
        result: "fault",
        detail: `a form of another site is answered with ${status}`,
        fix: "Let the proxy pass the Origin header on as it is.",
      }
}
