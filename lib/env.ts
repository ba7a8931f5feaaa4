// Everything the app reads from its environment, but the providers' own variables (lib/auth/clients.ts).
import type { BlockList } from "node:net"
import { readNetworks } from "./networks"
import {
  type PreviewSettings,
  readRedirectProxy,
  type RedirectProxy,
  redirectProxyProblems,
} from "./redirect-proxy"

export type Environment = {
  /** The public origin, without a trailing slash. */
  origin: string
  /** The first one seals; every one opens. */
  secrets: [string, ...string[]]
  /** The networks of our reverse proxies; null where no header may be believed. */
  trustedProxies: BlockList | null
  /** Attempts per minute; null where nothing is limited. */
  rateLimit: number | null
  /** The deployment that previews sign in through, which may be this one; null where there are none. */
  redirectProxy: RedirectProxy | null
}

let checked: Environment | undefined

/**
 * The checked environment, read once.
 *
 * @throws Error naming every fault, when something is missing or wrong; `instrumentation.ts` reports the same
 * faults before the first request.
 */
export function env(): Environment {
  return (checked ??= readEnvironment())
}

/** The same, as it is now. */
export function readEnvironment(): Environment {
  const faults = environmentProblems()
  if (faults.length > 0) throw new Error(faults.join("\n"))
  const [secret = "", previous] = [setting("AUTH_SECRET"), setting("AUTH_SECRET_PREVIOUS")]
  return {
    origin: new URL(setting("AUTH_URL") ?? vercelUrl() ?? "").origin,
    secrets: previous ? [secret, previous] : [secret],
    trustedProxies: trustedProxies(),
    rateLimit: rateLimit() === "off" ? null : Number(rateLimit()),
    redirectProxy: readRedirectProxy(previewSettings()),
  }
}

/** Whether the host of AUTH_URL is not this machine's own. Known without the rest of the environment. */
export function isDeployed(): boolean {
  const url = parseUrl(setting("AUTH_URL") ?? vercelUrl())
  return url !== undefined && !isLoopback(url.hostname)
}

/** Whether this runs on Vercel, whose edge is the only way in. */
export function isOnVercel(): boolean {
  return setting("VERCEL") !== undefined
}

/** One variable; empty counts as unset. */
export function setting(name: string): string | undefined {
  return process.env[name]?.trim() || undefined
}

/** Whether a host name, as `URL` spells it, can only be this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}

/** The plain-http loopback origins that a sign-in may lead to by the variables: local identity servers, in practice. */
export function loopbackProviderOrigins(): string[] {
  const origins = Object.keys(process.env)
    .filter((name) => /^AUTH_.+_(ISSUER|AUTHORIZATION|PROXY_URL)$/.test(name))
    .map((name) => parseUrl(setting(name)))
    .filter((url) => url?.protocol === "http:" && isLoopback(url.hostname))
    .map((url) => url?.origin ?? "")
  return [...new Set(origins)]
}

/** One plain line for each fault: the variable, what is wrong, where to get the value. */
export function environmentProblems(): string[] {
  return [
    ...urlProblems(),
    ...secretProblems(),
    ...databaseProblems(),
    ...proxyProblems(),
    ...rateLimitProblems(),
    ...previewProblems(),
  ]
}

function urlProblems(): string[] {
  const value = setting("AUTH_URL") ?? vercelUrl()
  if (!value)
    return [
      "AUTH_URL is not set. Set it to the public origin, such as https://app.example.com; `npm run dev` sets it.",
    ]
  return originProblems("AUTH_URL", value)
}

function originProblems(name: string, value: string): string[] {
  const url = parseUrl(value)
  if (!url || !/^https?:$/.test(url.protocol)) return [`${name} is not a web address: ${value}`]
  if (url.pathname !== "/" || url.search || url.hash || url.username)
    return [`${name} must be an origin alone, such as ${url.origin}, without a path.`]
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return [`${name} must be https on any host but localhost: ${value}`]
  return []
}

function secretProblems(): string[] {
  const make = "Make one with `openssl rand -base64 33`; `npm run dev` keeps one in .data for development."
  const secret = setting("AUTH_SECRET")
  if (!secret) return [`AUTH_SECRET is not set. ${make}`]
  return ["AUTH_SECRET", "AUTH_SECRET_PREVIOUS"]
    .filter((name) => (setting(name)?.length ?? 32) < 32)
    .map((name) => `${name} is shorter than 32 characters. ${make}`)
}

function databaseProblems(): string[] {
  const value = setting("DATABASE_URL")
  if (!value)
    return [
      "DATABASE_URL is not set. Take it from your PostgreSQL host; `npm run dev` brings a database of its own.",
    ]
  return /^postgres(ql)?:$/.test(parseUrl(value)?.protocol ?? "")
    ? []
    : ["DATABASE_URL is not a postgres:// address. Copy it from your PostgreSQL host again."]
}

function proxyProblems(): string[] {
  const { unreadable } = readNetworks(setting("AUTH_TRUST_PROXY") ?? "127.0.0.1")
  return unreadable.map(
    (entry) =>
      `AUTH_TRUST_PROXY has "${entry}", which is no address or network of a proxy. Write it like 10.0.0.1, 10.0.0.0/8 or fd00::/8, with commas between.`,
  )
}

/** Vercel's edge writes one entry, and nobody can write another. */
function trustedProxies(): BlockList | null {
  const list = setting("AUTH_TRUST_PROXY")
  return list || isOnVercel() ? readNetworks(list ?? "").networks : null
}

function rateLimitProblems(): string[] {
  return /^(off|[1-9]\d{0,5})$/.test(rateLimit())
    ? []
    : [`AUTH_RATE_LIMIT must be off, or attempts per minute such as 60: ${rateLimit()}`]
}

function rateLimit(): string {
  return setting("AUTH_RATE_LIMIT") ?? "60"
}

function previewProblems(): string[] {
  const settings = previewSettings()
  const faults = settings.url ? originProblems("AUTH_REDIRECT_PROXY_URL", settings.url) : []
  const own = parseUrl(setting("AUTH_URL") ?? vercelUrl())?.origin
  const secrets = [setting("AUTH_SECRET"), setting("AUTH_SECRET_PREVIOUS")]
  return faults.length > 0 ? faults : redirectProxyProblems(settings, { own, secrets })
}

function previewSettings(): PreviewSettings {
  const [url, secret, allow] = ["URL", "SECRET", "ALLOW"].map((end) => setting(`AUTH_REDIRECT_PROXY_${end}`))
  return { url, secret, allow }
}

/** On Vercel: the production address; for a preview its branch address, else its own. */
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
