// What previews and the fixed deployment that they sign in through must agree on. A preview's origin changes with its
// branch, so no provider can know it: visitors come back to the fixed one, which hands their answers on.

export type RedirectProxy = {
  /** The fixed origin, whose callbacks are registered with the providers. */
  origin: string
  /** Shared by all of them, and used for nothing else. */
  secret: string
  /** The origins that an answer may be handed to, in each at most one `*`. */
  allowed: readonly string[]
}

/** The variables, by the ends of their names. */
export type PreviewSettings = Record<"url" | "secret" | "allow", string | undefined>

/** @returns null where there are no previews */
export function readRedirectProxy({ url, secret, allow }: PreviewSettings): RedirectProxy | null {
  return url && secret && allow ? { origin: new URL(url).origin, secret, allowed: entries(allow) } : null
}

/**
 * Whether an answer may be handed to an origin. `*` stands for lower-case letters, digits and hyphens, so it never
 * reaches into another label, and everything else is compared as it is.
 */
export function isAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const [start = "", end] = entry.split("*")
    if (end === undefined) return origin === entry
    const between = origin.slice(start.length, origin.length - end.length)
    return origin.startsWith(start) && origin.endsWith(end) && /^(?!xn--)[a-z\d-]+$/.test(between)
  })
}

const make = "Make one with `openssl rand -base64 33`."
const examples = `AUTH_REDIRECT_PROXY_URL=https://app.example.com, AUTH_REDIRECT_PROXY_ALLOW=https://app-*-team.vercel.app, and a secret. ${make}`

/**
 * One plain line for each fault.
 *
 * @param settings of which the address, where there is one, is an origin
 * @param deployment its origin, and the secrets that the shared one must differ from
 */
export function redirectProxyProblems(
  settings: PreviewSettings,
  { own, secrets }: { own: string | undefined; secrets: readonly (string | undefined)[] },
): string[] {
  const missing = Object.entries(settings).filter(([, value]) => !value)
  if (missing.length === 3) return []
  const proxy = readRedirectProxy(settings)
  if (!proxy) {
    const names = missing.map(([end]) => `AUTH_REDIRECT_PROXY_${end.toUpperCase()}`).join(", ")
    return [`${names}: not set, but others of the three are. Set all or none, such as ${examples}`]
  }
  const { allowed } = proxy
  const faults = allowed
    .filter((entry) => !isReadable(entry))
    .map(
      (entry) =>
        `AUTH_REDIRECT_PROXY_ALLOW has "${entry}", which names no preview. Write it like https://next.example.com or https://app-*-team.vercel.app, with commas between; the * stands beside other characters in the first label.`,
    )
  if (proxy.secret.length < 32 || secrets.includes(proxy.secret))
    faults.push(`AUTH_REDIRECT_PROXY_SECRET must be a secret of its own, of 32 characters or more. ${make}`)
  if (faults.length === 0 && own && own !== proxy.origin && !isAllowed(own, allowed))
    faults.push(`AUTH_REDIRECT_PROXY_ALLOW lacks ${own}, where this deployment is: no answer would reach it.`)
  return faults
}

function entries(list: string): string[] {
  return list.split(",").map((entry) => entry.trim())
}

/** Whether it is an origin, as `URL` spells it, or a pattern of origins that differ in a part of one label. */
function isReadable(entry: string): boolean {
  const sample = entry.replace("*", "x")
  if (!URL.canParse(sample) || new URL(sample).origin !== sample) return false
  return entry.includes("*")
    ? /^https:\/\/([a-z\d-]+\*[a-z\d-]*|\*[a-z\d-]+)\.[^*]+$/.test(entry)
    : /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)(:|$))/.test(entry)
}
