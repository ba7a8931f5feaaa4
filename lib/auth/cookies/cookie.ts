// Reads and sets cookies. No other file of lib/auth touches Next's cookie store. It is read before the environment: with Cache
// Components a build renders pages up to the first thing that only a request has, and a build needs no secret.
import { cookies, headers } from "next/headers.js"
import { env } from "../../env"

/** Without `Domain` and with this path, a cookie stays with this host, as the prefix `__Host-` requires. */
const attributes = { httpOnly: true, sameSite: "lax", path: "/" } as const

/**
 * @param name the bare name; over plain http the port is added, since browsers do not separate cookies by port
 * @returns the cookie's value
 */
export async function readCookie(name: string): Promise<string | undefined> {
  const store = await cookies()
  return store.get(fullName(name))?.value
}

/** The cookies whose bare name starts with `prefix`, in the order that the browser sent them. */
export async function readCookies(prefix: string): Promise<{ name: string; value: string }[]> {
  const store = await cookies()
  const start = fullName(prefix)
  return store
    .getAll()
    .filter(({ name }) => name.startsWith(start))
    .map(({ name, value }) => ({ name: prefix + name.slice(start.length), value }))
}

/** @param maxAge in seconds */
export async function writeCookie(name: string, value: string, maxAge: number): Promise<void> {
  ;(await cookies()).set(fullName(name), value, { ...attributes, secure: isHttps(), maxAge })
}

/** Repeats the attributes: a browser ignores the removal of a `__Host-` cookie that lacks them. */
export async function clearCookie(name: string): Promise<void> {
  await writeCookie(name, "", 0)
}

/**
 * The values of a cookie that the browser may send several times: another path adds one over plain http, and each subdomain one that a
 * domain shares. Their order says nothing about where they come from.
 */
export async function readCookieValues(name: string): Promise<string[]> {
  const store = await cookies()
  return valuesOf(fullName(name), store)
}

/** The values of a cookie that a domain shares with its subdomains, which are set only over https. */
export async function readDomainCookies(name: string): Promise<string[]> {
  const store = await cookies()
  return isHttps() ? valuesOf(domainName(name), store) : []
}

async function valuesOf(wholeName: string, store: Awaited<ReturnType<typeof cookies>>): Promise<string[]> {
  const current = store.get(wholeName)?.value
  if (!current) return []
  // Next keeps only the last cookie of a name.
  const pairs = ((await headers()).get("cookie") ?? "").split(/; */)
  const sent = pairs.flatMap((pair) => {
    const [found, value = ""] = pair.split("=", 2)
    return found === wholeName && value ? [value] : []
  })
  // A cookie that was set while this request is handled is not in the header.
  return sent.includes(current) ? [...new Set(sent)] : [current]
}

/** Only over https. The prefix `__Host-` forbids a domain. */
export async function writeDomainCookie(
  name: string,
  value: string,
  { domain, maxAge }: { domain: string; maxAge: number },
): Promise<void> {
  ;(await cookies()).set(domainName(name), value, { ...attributes, secure: true, domain, maxAge })
}

function isHttps(): boolean {
  return env().origin.startsWith("https:")
}

/** The whole name of a cookie, for a client that is no browser. */
export function sentName(name: string, isOfDomain: boolean): string {
  return isOfDomain ? domainName(name) : fullName(name)
}

/** Without the path and the port that `fullName` may add: the apps of all subdomains read it. */
function domainName(name: string): string {
  return `__Secure-${name}`
}

function fullName(name: string): string {
  return cookieName(name, env())
}

/**
 * `attempt-x` is `__Host-attempt-x` over https and `attempt-3000-x` on http://localhost:3000. Below the base path `/app` it is
 * `__Host-attempt~app~-x`, so that two apps on one host do not read, count or overwrite each other's: neither name starts like the
 * other, since no segment of a base path starts with a hyphen or contains `~`.
 */
export function cookieName(name: string, { origin, basePath }: { origin: string; basePath: string }): string {
  const [kind = "", ...rest] = name.split("-")
  const path = basePath && `${basePath.replaceAll("/", "~")}~`
  const { protocol, port } = new URL(origin)
  if (protocol === "https:") return [`__Host-${kind}${path}`, ...rest].join("-")
  return [kind, (port || "80") + path, ...rest].join("-")
}
