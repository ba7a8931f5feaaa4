// Reads and sets cookies. No other file of lib/auth touches Next's cookie store.
import { cookies } from "next/headers.js"
import { env } from "../../env"

/** Without `Domain`, a cookie stays with this host, as the prefix `__Host-` requires. */
const attributes = { httpOnly: true, sameSite: "lax", path: "/" } as const

/**
 * @param name the bare name; over plain http the port is added, since browsers do not separate cookies by port
 * @returns the cookie's value
 */
export async function readCookie(name: string): Promise<string | undefined> {
  return (await cookies()).get(fullName(name))?.value
}

/** The cookies whose bare name starts with `prefix`, in the order that the browser sent them. */
export async function readCookies(prefix: string): Promise<{ name: string; value: string }[]> {
  const start = fullName(prefix)
  return (await cookies())
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

function isHttps(): boolean {
  return env().origin.startsWith("https:")
}

/** `attempt-x` is `__Host-attempt-x` over https and `attempt-3000-x` on http://localhost:3000. */
function fullName(name: string): string {
  if (isHttps()) return `__Host-${name}`
  const [kind, ...rest] = name.split("-")
  return [kind, new URL(env().origin).port || "80", ...rest].join("-")
}
