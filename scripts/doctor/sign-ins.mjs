// What a visitor's button does, as far as it can be seen without a provider's account.
import { cookieFaults } from "./headers.mjs"

/**
 * @typedef {import("../../lib/auth/diagnostics/check").Check} Check
 * @typedef {import("./request.mjs").Ask} Ask
 */

/**
 * Starts a sign-in with each provider, as its button does, and looks at where it leads and what it lays.
 * @param {Ask} ask
 * @param {string} origin
 * @returns {Promise<Check[]>}
 */
export async function checkSignIns(ask, origin) {
  const { text } = await ask("/api/auth/providers")
  /** @type {{ id: string, name: string, signinUrl: string }[]} */
  const providers = Object.values(parse(text))
  if (providers.length === 0)
    return [
      { name: "providers", result: "warn", detail: "none is on", fix: "Set one's variables: see /setup." },
    ]
  const started = await Promise.all(
    providers.map(async (provider) => ({
      ...provider,
      answer: await ask(provider.signinUrl, { method: "POST", from: origin }),
    })),
  )
  const cookies = started.flatMap(({ answer }) => answer.cookies)
  return [
    ...started.map(({ name, answer }) => leadsCheck(name, answer.location, origin)),
    ...cookieFaults(cookies, origin),
  ]
}

/**
 * @param {string} name
 * @param {string} location
 * @param {string} origin
 * @returns {Check}
 */
function leadsCheck(name, location, origin) {
  const url = URL.canParse(location) ? new URL(location) : undefined
  if (!url || url.origin === origin) {
    const code = url?.searchParams.get("error") ?? "no address to go to"
    return {
      name,
      result: "fault",
      detail: `does not start: ${code}`,
      fix: `docs/errors.md#${code}, and the app's log.`,
    }
  }
  const callback = url.searchParams.get("redirect_uri")
  if (callback !== null && !callback.startsWith(`${origin}/`))
    return {
      name,
      result: "fault",
      detail: `sends visitors back to ${callback}`,
      fix: `Set AUTH_URL=${origin}, or open the app where AUTH_URL says.`,
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
