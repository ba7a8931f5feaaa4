// The session's cookie. It holds the token; the database row decides whether the session is still valid.
import { env } from "../../env"
import { config } from "../config"
import {
  clearCookie,
  readCookieValues,
  readDomainCookies,
  sentName,
  writeCookie,
  writeDomainCookie,
} from "./cookie"

const name = "session"
const maxAge = config.sessionMaxDays * 86_400

/** @returns the session tokens that this browser sent. More than one only over plain http, and where AUTH_COOKIE_DOMAIN is set */
export async function readSessionTokens(): Promise<string[]> {
  const ofHost = await readCookieValues(name)
  return env().cookieDomain ? readDomainCookies(name) : ofHost
}

/**
 * Every session token that this browser sent, those that count first. Others are left over from before AUTH_COOKIE_DOMAIN was
 * set or removed: their sessions end with the others, or they would count again after the next change.
 */
export async function readAllSessionTokens(): Promise<string[]> {
  const [ofHost, ofDomain] = [await readCookieValues(name), await readDomainCookies(name)]
  const all = env().cookieDomain ? [...ofDomain, ...ofHost] : [...ofHost, ...ofDomain]
  return [...new Set(all)].slice(0, maxTokens)
}

/** The database is asked about each of them. */
const maxTokens = 10

/** Sets the session cookie. The database row decides when the session expires. */
export async function setSessionCookie(token: string): Promise<void> {
  const domain = env().cookieDomain
  if (domain) await writeDomainCookie(name, token, { domain, maxAge })
  else await writeCookie(name, token, maxAge)
  await clearOtherCookie()
}

/** The name under which a client that is no browser sends its session token. */
export function sessionCookieName(): string {
  return sentName(name, env().cookieDomain !== null)
}

export async function clearSessionCookie(): Promise<void> {
  const domain = env().cookieDomain
  if (domain) await writeDomainCookie(name, "", { domain, maxAge: 0 })
  else await clearCookie(name)
  await clearOtherCookie()
}

/** Clears the cookie that does not count, if the browser sent one. */
async function clearOtherCookie(): Promise<void> {
  if (env().cookieDomain) {
    if ((await readCookieValues(name)).length > 0) await clearCookie(name)
  } else if ((await readDomainCookies(name)).length > 0)
    await writeDomainCookie(name, "", { domain: likelyDomain(), maxAge: 0 })
}

/** The domain that AUTH_COOKIE_DOMAIN named before it was removed is not known; a cookie of another one stays, without a session. */
function likelyDomain(): string {
  const { hostname } = new URL(env().origin)
  const [, ...above] = hostname.split(".")
  return above.length > 1 ? above.join(".") : hostname
}
