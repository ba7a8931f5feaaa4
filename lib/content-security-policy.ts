// The content security policy of every page: the starter's own directives, and the third parties of lib/csp.ts.
import { problemText, type Problem } from "./problem"

type Site =
  `https://${string}` | `wss://${string}` | `${"http" | "ws"}://${"" | `${string}.`}localhost:${string}`
type Hash = `'sha256-${string}'` | `'sha384-${string}'` | `'sha512-${string}'`

/** Sources by what they are for. `https://*.example.com` includes every subdomain of example.com. */
export type ThirdParties = {
  /** Browsers ignore sites here because of 'strict-dynamic': a script needs the nonce. Hashes allow inline scripts. */
  script?: readonly (Site | Hash)[]
  /** Hashes allow a `<style>` that a package adds at run time. */
  style?: readonly (Site | Hash)[]
  /** Allows `style="…"` in the HTML, which components that render a size or a position on the server need. */
  styleAttribute?: readonly "'unsafe-inline'"[]
  /** Every https site is allowed already. */
  image?: readonly (Site | "blob:")[]
  font?: readonly (Site | "data:")[]
  /** `fetch`, `sendBeacon`, `EventSource` and `WebSocket`. */
  connect?: readonly (Site | "blob:" | "data:")[]
  frame?: readonly Site[]
  media?: readonly (Site | "blob:" | "data:")[]
  worker?: readonly (Site | "blob:")[]
  /** Targets of forms. Every https site is allowed already. */
  form?: readonly Site[]
}

type List = {
  directive: string
  /** What the list takes besides sites and hashes. */
  keywords: readonly string[]
  /** What the policy has without an entry. */
  allowed?: readonly string[]
}

const lists: Record<keyof ThirdParties, List> = {
  script: { directive: "script-src", keywords: [] },
  style: { directive: "style-src", keywords: [] },
  styleAttribute: { directive: "style-src-attr", keywords: ["'unsafe-inline'"] },
  image: { directive: "img-src", keywords: ["blob:"], allowed: ["data:", "https:"] },
  font: { directive: "font-src", keywords: ["data:"] },
  connect: { directive: "connect-src", keywords: ["blob:", "data:"] },
  frame: { directive: "frame-src", keywords: [] },
  media: { directive: "media-src", keywords: ["blob:", "data:"] },
  worker: { directive: "worker-src", keywords: ["blob:"] },
  form: { directive: "form-action", keywords: [], allowed: ["https:"] },
}

// A wildcard needs two labels after it: `https://*.com` would be nearly every site.
const site = /^(https|wss):\/\/(\*\.)?[a-z\d-]+(\.[a-z\d-]+)+(:(\d+|\*))?(\/[\w.~%/@-]*)?$/i
const loopbackSite = /^(https?|wss?):\/\/([a-z\d-]+\.)*localhost(:(\d+|\*))?(\/[\w.~%/@-]*)?$/i
const hash = /^'sha(256|384|512)-[\w+/-]+={0,2}'$/

/** Every value of lib/csp.ts that cannot be part of the policy. */
export function thirdPartyProblems(thirdParties: Record<string, unknown>): Problem[] {
  return Object.entries(thirdParties).flatMap(([name, sources]) => {
    const variable = `csp.${name} in lib/csp.ts`
    if (!isListName(name))
      return [{ variable, problem: "does not exist.", fix: `Use ${Object.keys(lists).join(", ")}.` }]
    if (!Array.isArray(sources))
      return [{ variable, problem: "is not a list.", fix: 'Write it as ["https://example.com"].' }]
    return sources
      .filter((source) => !isSource(name, source))
      .map((source) => ({ variable, problem: `has ${JSON.stringify(source)}.`, fix: fixFor(name, source) }))
  })
}

/**
 * The policy's text, with `{nonce}` in place of the nonce.
 *
 * @param options formTargets: origins that the app's forms lead to, besides https
 * @throws Error that names each invalid source
 */
export function contentSecurityPolicy({
  thirdParties,
  formTargets,
  isDevelopment,
}: {
  thirdParties: ThirdParties
  formTargets: readonly string[]
  isDevelopment: boolean
}): string {
  const problems = thirdPartyProblems(thirdParties)
  if (problems.length > 0) throw new Error(problems.map(problemText).join("\n"))
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    // React's development build uses eval and injects styles.
    "script-src": [
      "'self'",
      "'nonce-{nonce}'",
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    "style-src": ["'self'", isDevelopment ? "'unsafe-inline'" : "'nonce-{nonce}'"],
    // In development too, so that an attribute that a production build would ignore is noticed.
    "style-src-attr": ["'none'"],
    "img-src": ["'self'", "data:", "https:", ...formTargets],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'", "https:", ...formTargets],
    "frame-ancestors": ["'none'"],
  }
  for (const [name, sources] of Object.entries(thirdParties)) {
    if (!isListName(name) || sources.length === 0) continue
    const { directive } = lists[name]
    const own = directives[directive] ?? ["'self'"]
    directives[directive] = [...own.filter((source) => source !== "'none'"), ...sources]
  }
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ")
}

function isListName(name: string): name is keyof ThirdParties {
  return Object.hasOwn(lists, name)
}

function isSource(name: keyof ThirdParties, source: unknown): boolean {
  if (typeof source !== "string") return false
  if (lists[name].keywords.includes(source)) return true
  if (name === "styleAttribute") return false
  return site.test(source) || loopbackSite.test(source) || (takesHashes(name) && hash.test(source))
}

function takesHashes(name: keyof ThirdParties): boolean {
  return name === "script" || name === "style"
}

function fixFor(name: keyof ThirdParties, source: unknown): string {
  if (name === "styleAttribute") return "Write 'unsafe-inline': it is the only value."
  if (typeof source === "string" && source.startsWith("'unsafe-"))
    return "It would let an injected script run. Give the third party's script the nonce instead (lib/nonce.ts)."
  const { keywords, allowed = [] } = lists[name]
  if (
    typeof source === "string" &&
    (/^'(nonce-.*|self|strict-dynamic)'$/.test(source) || allowed.includes(source))
  )
    return "Remove it: the policy has it where it is needed."
  const others = [...keywords, ...(takesHashes(name) ? ["'sha256-…'"] : [])]
  return `Write one site per entry, such as https://example.com or https://*.example.com${others.length > 0 ? `, or ${others.join(", ")}` : ""}.`
}
