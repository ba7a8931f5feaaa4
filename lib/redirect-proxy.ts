// The settings of preview forwarding, which previews share with the fixed deployment. A preview's origin changes with its
// branch, so it cannot be registered with a provider: the fixed deployment receives the response and forwards it.
import { basePathOf } from "./base-path.mjs"
import type { Problem } from "./problem"

export type RedirectProxy = {
  /** The fixed origin, whose callbacks are registered with the providers. */
  origin: string
  /** The base path of the fixed deployment. */
  basePath: string
  /** Shared by all deployments, and used for preview forwarding only. */
  secret: string
  /** The origins to which a response may be forwarded; each has at most one `*`. */
  allowed: readonly string[]
}

/** The variables by the last part of their names. */
export type PreviewSettings = Record<"url" | "secret" | "allow", string | undefined>

/** @returns null without previews */
export function readRedirectProxy({ url, secret, allow }: PreviewSettings): RedirectProxy | null {
  if (!url || !secret || !allow) return null
  return { origin: new URL(url).origin, basePath: basePathOf(url), secret, allowed: entries(allow) }
}

/**
 * Whether a response may be forwarded to an origin. `*` stands for lower-case letters, digits and hyphens, so it cannot match
 * another label; the rest is compared exactly.
 */
export function isAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const [start = "", end] = entry.split("*")
    if (end === undefined) return origin === entry
    const between = origin.slice(start.length, origin.length - end.length)
    return origin.startsWith(start) && origin.endsWith(end) && /^(?!xn--)[a-z\d-]+$/.test(between)
  })
}

const createSecret = "Make one with `openssl rand -base64 33`."

/**
 * Every problem of the three variables.
 *
 * @param settings the url, if set, must already be checked as an origin
 * @param deployment its origin, and the secrets that the shared secret must differ from
 */
export function redirectProxyProblems(
  settings: PreviewSettings,
  { own, secrets }: { own: string | undefined; secrets: readonly (string | undefined)[] },
): Problem[] {
  const missing = Object.entries(settings).filter(([, value]) => !value)
  if (missing.length === 3) return []
  const proxy = readRedirectProxy(settings)
  if (!proxy) return [missingProblem(missing.map(([name]) => name))]
  const { allowed } = proxy
  const problems: Problem[] = allowed
    .filter((entry) => !isReadable(entry))
    .map((entry) => ({
      variable: "AUTH_REDIRECT_PROXY_ALLOW",
      problem: `has "${entry}", which is not the origin of a preview.`,
      fix: "Write entries like https://next.example.com or https://app-*-team.vercel.app, separated by commas; the * must be next to other characters in the first label.",
    }))
  if (proxy.secret.length < 32 || secrets.includes(proxy.secret))
    problems.push({
      variable: "AUTH_REDIRECT_PROXY_SECRET",
      problem: "must be a secret of its own, of 32 characters or more.",
      fix: createSecret,
    })
  if (problems.length === 0 && own && own !== proxy.origin && !isAllowed(own, allowed))
    problems.push({
      variable: "AUTH_REDIRECT_PROXY_ALLOW",
      problem: `lacks ${own}, the origin of this deployment.`,
      fix: "Add it, or no response is forwarded here.",
    })
  return problems
}

function missingProblem(names: string[]): Problem {
  return {
    variable: names.map((name) => `AUTH_REDIRECT_PROXY_${name.toUpperCase()}`).join(", "),
    problem: `${names.length > 1 ? "are" : "is"} not set, but others of the three are.`,
    fix: `Set all or none, such as AUTH_REDIRECT_PROXY_URL=https://app.example.com, AUTH_REDIRECT_PROXY_ALLOW=https://app-*-team.vercel.app, and a secret. ${createSecret}`,
  }
}

function entries(list: string): string[] {
  return list.split(",").map((entry) => entry.trim())
}

/** Whether an entry is an origin in the form that `URL` gives it, or a pattern for a part of the first label. */
function isReadable(entry: string): boolean {
  const sample = entry.replace("*", "x")
  if (!URL.canParse(sample) || new URL(sample).origin !== sample) return false
  return entry.includes("*")
    ? /^https:\/\/([a-z\d-]+\*[a-z\d-]*|\*[a-z\d-]+)\.[^*]+$/.test(entry)
    : /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)(:|$))/.test(entry)
}
