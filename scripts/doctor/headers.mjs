// Checks the headers and cookies that every deployment must have.

/** @typedef {import("../../lib/auth/diagnostics/check").Check} Check */

/**
 * @param {import("./request.mjs").SiteResponse} page
 * @param {{ origin: string, isDevelopment: boolean }} app
 * @returns {Check[]}
 */
export function checkHeaders({ headers }, { origin, isDevelopment }) {
  const value = (/** @type {string} */ name) => headers.get(name) ?? ""
  const isSecure = origin.startsWith("https:")
  const wrong = [
    ...policyProblems(value("content-security-policy"), isDevelopment),
    ...(value("x-content-type-options") === "nosniff" ? [] : ["x-content-type-options is not nosniff"]),
    ...referrerProblems(value("referrer-policy")),
    ...(!isSecure || Number(/max-age=(\d+)/.exec(value("strict-transport-security"))?.[1] ?? 0) >= 15_552_000
      ? []
      : ["strict-transport-security is missing or shorter than half a year"]),
    ...(value("x-powered-by") ? ["x-powered-by tells what runs here"] : []),
  ]
  const fix =
    "proxy.ts and next.config.mjs set these headers: check both files, and which headers a reverse proxy changes."
  return wrong.length > 0
    ? wrong.map((detail) => ({ name: "headers", result: "fault", detail, fix }))
    : [
        {
          name: "headers",
          result: "ok",
          detail: `policy with a nonce, nosniff, referrer${isSecure ? ", HSTS" : ""}`,
        },
      ]
}

const safeReferrerPolicies = ["same-origin", "strict-origin", "strict-origin-when-cross-origin"]
const referrerPolicies = [
  ...safeReferrerPolicies,
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "unsafe-url",
]

/**
 * Of several policies, browsers use the last one that they know (Referrer Policy, section 8.1). A reverse proxy may append one.
 * @param {string} header
 * @returns {string[]}
 */
function referrerProblems(header) {
  const name = "referrer-policy"
  const known = header
    .split(",")
    .map((policy) => policy.trim().toLowerCase())
    .filter((policy) => referrerPolicies.includes(policy))
  const used = known.at(-1)
  if (used === undefined) return [`${name} is missing`]
  if (safeReferrerPolicies.includes(used)) return []
  const last = known.length > 1 ? " in the end" : ""
  return used === "no-referrer"
    ? [`${name} is no-referrer${last}: forms are sent with Origin: null, and older browsers cannot sign in`]
    : [`${name} is ${used}${last}, which sends codes in URLs to other sites`]
}

/**
 * @param {string} policy
 * @param {boolean} isDevelopment  React's development build evaluates code and injects styles
 * @returns {string[]}
 */
function policyProblems(policy, isDevelopment) {
  const name = "content-security-policy"
  if (!policy) return [`${name} is missing`]
  const directives = new Map(
    policy.split(";").map((directive) => {
      const [title = "", ...sources] = directive.trim().split(/\s+/)
      return [title, sources]
    }),
  )
  const scripts = directives.get("script-src") ?? directives.get("default-src") ?? []
  const unsafe = ["'unsafe-inline'", "'unsafe-eval'"].filter((source) =>
    isDevelopment
      ? source !== "'unsafe-eval'" && scripts.includes(source)
      : [...directives].some(
          // lib/csp.ts may allow style attributes, in which neither a script nor a selector can be written.
          ([title, sources]) =>
            sources.includes(source) && (title !== "style-src-attr" || source !== "'unsafe-inline'"),
        ),
  )
  return [
    ...(scripts.some((source) => source.startsWith("'nonce-")) ? [] : [`${name} has no nonce for scripts`]),
    ...(unsafe.length > 0 ? [`${name} allows ${unsafe.join(" and ")}`] : []),
    ...["object-src", "base-uri", "frame-ancestors"]
      .filter((title) => directives.get(title)?.join() !== "'none'")
      .map((title) => `${name} does not set ${title} to 'none'`),
  ]
}

/**
 * @param {string[]} cookies  values of Set-Cookie
 * @param {string} origin
 * @returns {Check[]}
 */
export function checkCookies(cookies, origin) {
  const isSecure = origin.startsWith("https:")
  const required = ["HttpOnly", "SameSite=Lax", "Path=/", ...(isSecure ? ["Secure"] : [])]
  const wrong = cookies.flatMap((cookie) => {
    const [pair = "", ...attributes] = cookie.split(";").map((part) => part.trim().toLowerCase())
    const name = pair.slice(0, pair.indexOf("="))
    return [
      ...required
        .filter((attribute) => !attributes.includes(attribute.toLowerCase()))
        .map((attribute) => `${name} is not ${attribute}`),
      ...(attributes.some((attribute) => attribute.startsWith("domain=")) ? [`${name} names a domain`] : []),
      ...(isSecure && !name.startsWith("__host-") ? [`${name} has no __Host- prefix`] : []),
    ]
  })
  const fix = "Check whether a reverse proxy rewrites Set-Cookie, and whether AUTH_URL is https."
  if (wrong.length > 0) return wrong.map((detail) => ({ name: "cookies", result: "fault", detail, fix }))
  return cookies.length > 0
    ? [{ name: "cookies", result: "ok", detail: [...required, ...(isSecure ? ["__Host-"] : [])].join(", ") }]
    : [{ name: "cookies", result: "fault", detail: "a sign-in sets none", fix: "See the app's log." }]
}
