// The app's environment variables, except the providers' variables (lib/auth/clients.ts).
import type { BlockList } from "node:net"
import { basePathOf, below, builtBasePath, isBasePath } from "./base-path.mjs"
import { cacheComponentsProblems } from "./cache-components"
import { cookieDomainProblems } from "./cookie-domain"
import { DatabaseUrlError, missingDatabaseFix, readDatabaseUrl } from "./database-url.mjs"
import { readAllowList, readNetworks, type AllowList } from "./env-lists"
import { problemText, type Problem } from "./problem"
import {
  readRedirectProxy,
  redirectProxyProblems,
  type PreviewSettings,
  type RedirectProxy,
} from "./redirect-proxy"

export type Environment = {
  /** The public origin, without a trailing slash. */
  origin: string
  /** The path below which the app lies, such as `/app`; empty at the root of the host. */
  basePath: string
  /** Whether a reverse proxy removes the base path from requests. */
  isPathStripped: boolean
  /** The domain whose subdomains share the session cookie; null if the cookie stays with this host. */
  cookieDomain: string | null
  /** Values are sealed with the first one and opened with any of them. */
  secrets: [string, ...string[]]
  /** The networks of our reverse proxies; null if X-Forwarded-For is ignored. */
  trustedProxies: BlockList | null
  /** The bits of an IPv6 address that count as one client. */
  ipv6Prefix: number
  /** Attempts per minute; null for no limit. */
  rateLimit: number | null
  /** Who may sign in; null for everyone. */
  allowed: AllowList | null
  /** The deployment that previews sign in through, which may be this one; null without previews. */
  redirectProxy: RedirectProxy | null
}

let checked: Environment | undefined

/**
 * The checked environment, read once.
 *
 * @throws Error with every problem; `instrumentation.ts` reports the same problems before the first request
 */
export function env(): Environment {
  return (checked ??= readEnvironment())
}

/** The checked environment, read again. */
export function readEnvironment(): Environment {
  const problems = environmentProblems()
  if (problems.length > 0) throw new Error(problems.map(problemText).join("\n"))
  const secret = setting("AUTH_SECRET") ?? ""
  const previous = setting("AUTH_SECRET_PREVIOUS")
  const list = setting("AUTH_ALLOW")
  const url = setting("AUTH_URL") ?? vercelUrl() ?? ""
  return {
    origin: new URL(url).origin,
    basePath: basePathOf(url),
    isPathStripped: setting("AUTH_PROXY_STRIPS_PATH") === "on",
    cookieDomain: setting("AUTH_COOKIE_DOMAIN") ?? null,
    secrets: previous ? [secret, previous] : [secret],
    trustedProxies: trustedProxies(),
    ipv6Prefix: Number(ipv6Prefix()),
    rateLimit: rateLimit() === "off" ? null : Number(rateLimit()),
    allowed: list ? readAllowList(list).allowed : null,
    redirectProxy: readRedirectProxy(previewSettings()),
  }
}

/** The public address of a path of this app, such as `/dashboard`. */
export function publicUrl(path: string): string {
  const { origin, basePath } = env()
  return origin + below(basePath, path)
}

/**
 * Whether the host of AUTH_URL is not loopback. Development whose ports are forwarded is on the developer's machine: the local
 * identity servers, which the launcher names, have no https there.
 */
export function isDeployed(): boolean {
  if (forwardsPorts()) return false
  const url = parseUrl(setting("AUTH_URL") ?? vercelUrl())
  return url !== undefined && !isLoopback(url.hostname)
}

/** Whether the app runs on Vercel. Every request then passes Vercel's edge. */
export function isOnVercel(): boolean {
  return setting("VERCEL") !== undefined
}

/** One variable; empty counts as unset. */
export function setting(name: string): string | undefined {
  return process.env[name]?.trim() || undefined
}

/** Whether a host name, in the form that `URL` gives it, always means this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}

/** Whether a Host header names this machine or the host of AUTH_URL. The development server answers on no other host. */
export function isDevelopmentHost(host: string | null): boolean {
  const url = host === null ? undefined : parseUrl(`http://${host}`)
  const own = parseUrl(setting("AUTH_URL"))
  return url !== undefined && (isLoopback(url.hostname) || url.host === own?.host)
}

/**
 * The address at which the visitor's browser reaches a provider. It differs in development on a machine whose ports are forwarded,
 * such as GitHub Codespaces: the app reaches the local identity servers on localhost, and the browser at their public addresses.
 */
export function addressForBrowser(address: string): string {
  if (!forwardsPorts()) return address
  const url = new URL(address)
  const pairs = setting("PORTICO_FORWARDED")?.split(",") ?? []
  const forwarded = pairs.map((pair) => pair.split("=")).find(([local]) => local === url.origin)?.[1]
  return forwarded === undefined ? address : address.replace(url.origin, () => forwarded)
}

/** Whether the launcher of `next dev` forwards ports. It names both addresses: `http://localhost:4010=https://…`. */
function forwardsPorts(): boolean {
  return process.env.NODE_ENV === "development" && setting("PORTICO_FORWARDED") !== undefined
}

/** The ids of the providers that development and tests emulate on this machine. They name the servers that they started. */
export function emulatedProviders(): string[] {
  return setting("PORTICO_EMULATED")?.split(",") ?? []
}

/** The plain-http loopback origins of providers and previews in the environment: in practice, local servers. */
export function loopbackProviderOrigins(): string[] {
  const addresses = Object.keys(process.env)
    .filter((name) => /^AUTH_.+_(ISSUER|AUTHORIZATION|PROXY_URL|PROXY_ALLOW)$/.test(name))
    .flatMap((name) => setting(name)?.split(",") ?? [])
  const origins = addresses
    .map((address) => parseUrl(address.trim()))
    .filter((url) => url?.protocol === "http:" && isLoopback(url.hostname))
    .map((url) => url?.origin ?? "")
  return [...new Set(origins)]
}

/** Every problem of the variables that are read here. */
export function environmentProblems(): Problem[] {
  return [
    ...urlProblems(),
    ...strippedPathProblems(),
    ...cookieDomainProblems(setting("AUTH_COOKIE_DOMAIN"), parseUrl(setting("AUTH_URL") ?? vercelUrl())),
    ...secretProblems(),
    ...databaseProblems(),
    ...proxyProblems(),
    ...ipv6PrefixProblems(),
    ...rateLimitProblems(),
    ...allowListProblems(),
    ...previewProblems(),
    ...cacheComponentsProblems(),
  ]
}

function urlProblems(): Problem[] {
  const variable = "AUTH_URL"
  const value = setting(variable) ?? vercelUrl()
  const fix = "Set it to the public origin, such as https://app.example.com; `npm run dev` sets it."
  if (!value) return [{ variable, problem: "is not set.", fix }]
  const problems = addressProblems(variable, value)
  return problems.length > 0 ? problems : basePathProblems(variable, basePathOf(value))
}

/** The build has the base path in the addresses of its scripts and styles. */
export function basePathProblems(variable: string, basePath: string, built = builtBasePath): Problem[] {
  if (built === undefined || built === basePath) return []
  const named = (path: string) => (path ? `the path ${path}` : "no path")
  return [
    {
      variable,
      problem: `has ${named(basePath)}, but the app was built for an AUTH_URL with ${named(built)}.`,
      fix: "Build again with the same AUTH_URL, as in `AUTH_URL=https://example.com/app npm run build`.",
    },
  ]
}

function strippedPathProblems(): Problem[] {
  const variable = "AUTH_PROXY_STRIPS_PATH"
  const value = setting(variable) ?? "off"
  if (!/^(on|off)$/.test(value))
    return [{ variable, problem: `is ${value}.`, fix: "Set it to on, or remove it." }]
  if (value === "off" || basePathOf(setting("AUTH_URL"))) return []
  return [
    {
      variable,
      problem: "is on, but AUTH_URL has no path.",
      fix: "Set AUTH_URL to the address that visitors see, such as https://example.com/app, or remove the variable.",
    },
  ]
}

function addressProblems(variable: string, value: string): Problem[] {
  const url = parseUrl(value)
  const fix = "Set it to an address such as https://app.example.com or https://example.com/app."
  if (!url || !/^https?:$/.test(url.protocol))
    return [{ variable, problem: `is not a web address: ${value}.`, fix }]
  if (!isBasePath(basePathOf(value)) || url.search || url.hash || url.username)
    return [
      {
        variable,
        problem: "must be an origin, or an origin with a path of letters, digits, dots, - and _.",
        fix: `Set it to ${url.origin}, for example.`,
      },
    ]
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return [{ variable, problem: `must be https on any host but localhost: ${value}.`, fix }]
  return []
}

function secretProblems(): Problem[] {
  const fix = "Make one with `openssl rand -base64 33`; `npm run dev` stores one in .data for development."
  if (!setting("AUTH_SECRET")) return [{ variable: "AUTH_SECRET", problem: "is not set.", fix }]
  return ["AUTH_SECRET", "AUTH_SECRET_PREVIOUS"]
    .filter((name) => (setting(name)?.length ?? 32) < 32)
    .map((variable) => ({ variable, problem: "is shorter than 32 characters.", fix }))
}

function databaseProblems(): Problem[] {
  const variable = "DATABASE_URL"
  const value = setting(variable)
  if (!value)
    return [
      {
        variable,
        problem: "is not set.",
        fix: missingDatabaseFix(process.env),
      },
    ]
  try {
    readDatabaseUrl(value)
    return []
  } catch (error) {
    if (!(error instanceof DatabaseUrlError)) throw error
    return [{ variable, problem: error.problem, fix: error.fix }]
  }
}

function proxyProblems(): Problem[] {
  const { unreadable } = readNetworks(setting("AUTH_TRUST_PROXY") ?? "127.0.0.1")
  return unreadable.map((entry) => ({
    variable: "AUTH_TRUST_PROXY",
    problem: `has "${entry}", which is not an address or network.`,
    fix: "Write entries like 10.0.0.1, 10.0.0.0/8 or fd00::/8, separated by commas.",
  }))
}

/** Vercel's edge writes exactly one entry, which a client cannot forge. */
function trustedProxies(): BlockList | null {
  const list = setting("AUTH_TRUST_PROXY")
  return list || isOnVercel() ? readNetworks(list ?? "").networks : null
}

function ipv6PrefixProblems(): Problem[] {
  const bits = ipv6Prefix()
  if (/^\d{2,3}$/.test(bits) && Number(bits) >= 32 && Number(bits) <= 128) return []
  return [
    {
      variable: "AUTH_IPV6_PREFIX",
      problem: `is not a length from 32 to 128: ${bits}.`,
      fix: "Set it to the length of the networks that count as one client, such as 64 or 56.",
    },
  ]
}

/** The smallest network that a subscriber gets (RFC 6177). */
function ipv6Prefix(): string {
  return setting("AUTH_IPV6_PREFIX") ?? "64"
}

function rateLimitProblems(): Problem[] {
  if (/^(off|[1-9]\d{0,5})$/.test(rateLimit())) return []
  return [
    {
      variable: "AUTH_RATE_LIMIT",
      problem: `is not a rate limit: ${rateLimit()}.`,
      fix: "Set it to off, or to attempts per minute such as 60.",
    },
  ]
}

function rateLimit(): string {
  return setting("AUTH_RATE_LIMIT") ?? "60"
}

function allowListProblems(): Problem[] {
  const list = setting("AUTH_ALLOW")
  return (list ? readAllowList(list).unreadable : []).map((entry) => ({
    variable: "AUTH_ALLOW",
    problem: `has "${entry}", which is not an email address or a domain such as @example.com.`,
    fix: "Write entries like @example.com or ada@example.org, separated by commas, each domain in full.",
  }))
}

function previewProblems(): Problem[] {
  const settings = previewSettings()
  const problems = settings.url ? addressProblems("AUTH_REDIRECT_PROXY_URL", settings.url) : []
  const url = setting("AUTH_URL") ?? vercelUrl()
  const own = parseUrl(url)?.origin
  if (own && own === parseUrl(settings.url)?.origin && basePathOf(settings.url) !== basePathOf(url))
    problems.push({
      variable: "AUTH_REDIRECT_PROXY_URL",
      problem: "has the origin of AUTH_URL, but another path.",
      fix: "Set it to the value of AUTH_URL.",
    })
  const secrets = [setting("AUTH_SECRET"), setting("AUTH_SECRET_PREVIOUS")]
  return problems.length > 0 ? problems : redirectProxyProblems(settings, { own, secrets })
}

function previewSettings(): PreviewSettings {
  return {
    url: setting("AUTH_REDIRECT_PROXY_URL"),
    secret: setting("AUTH_REDIRECT_PROXY_SECRET"),
    allow: setting("AUTH_REDIRECT_PROXY_ALLOW"),
  }
}

/** On Vercel: the production address, or for a preview the branch's or the deployment's address. */
function vercelUrl(): string | undefined {
  const host =
    setting("VERCEL_ENV") === "production"
      ? setting("VERCEL_PROJECT_PRODUCTION_URL")
      : (setting("VERCEL_BRANCH_URL") ?? setting("VERCEL_URL"))
  return host && `https://${host}`
}

function parseUrl(value: string | undefined): URL | undefined {
  return value && URL.canParse(value) ? new URL(value) : undefined
}
