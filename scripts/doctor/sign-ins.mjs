// Checks the sign-in buttons, as far as that is possible without an account at a provider.
import { checkCookies } from "./headers.mjs"

/**
 * @typedef {import("../../lib/auth/diagnostics/check").Check} Check
 * @typedef {import("./request.mjs").SendRequest} SendRequest
 */

/**
 * Starts a sign-in with each provider, as its button does, and checks the redirect and the cookies.
 * @param {SendRequest} request
 * @param {string} site  the address of the app
 * @returns {Promise<Check[]>}
 */
export async function checkSignIns(request, site) {
  const { origin } = new URL(site)
  const { text } = await request("/api/auth/providers")
  /** @type {{ id: string, name: string, signinUrl: string }[]} */
  const providers = Object.values(parse(text))
  if (providers.length === 0)
    return [
      {
        name: "providers",
        result: "warn",
        detail: "none is enabled",
        fix: "Set the variables of a provider: `npm run provider -- <id>` shows them.",
      },
    ]
  const started = await Promise.all(
    providers.map(async (provider) => ({
      ...provider,
      response: await request(provider.signinUrl, { method: "POST", from: origin }),
    })),
  )
  const cookies = started.flatMap(({ response }) => response.cookies)
  return [
    ...started.map(({ name, response }) => redirectCheck(name, response.location, site)),
    ...checkCookies(cookies, origin),
  ]
}

/**
 * @param {string} name
 * @param {string} location
 * @param {string} site
 * @returns {Check}
 */
function redirectCheck(name, location, site) {
  const url = URL.canParse(location) ? new URL(location) : undefined
  if (!url || url.origin === new URL(site).origin) {
    const code = url?.searchParams.get("error") ?? "no redirect"
    return {
      name,
      result: "fault",
      detail: `a sign-in does not start: ${code}`,
      fix: `docs/errors.md#${code}, and the app's log.`,
    }
  }
  const callback = url.searchParams.get("redirect_uri")
  if (callback !== null && !callback.startsWith(`${site}/`))
    return {
      name,
      result: "fault",
      detail: `sends visitors back to ${callback}`,
      fix: `Set AUTH_URL=${site}, or open the app at the address in AUTH_URL.`,
    }
  return { name, result: "ok", detail: `leads to ${url.host}${callback ? `, and back to ${callback}` : ""}` }
}

/**
 * @param {string} text
 * @returns {Record<string, { id: string, name: string, signinUrl: string }>}
 */
function parse(text) {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
