// One try to sign in: what must survive the trip to the provider, sealed in a cookie of its own, used once.
import { createHmac, randomBytes } from "node:crypto"
import { config } from "../config"
import { clearCookie, readCookie, readCookies, writeCookie } from "./cookie"
import { digest, sha256 } from "../crypto/digest"
import { AuthError } from "../errors"
import { open, seal } from "../crypto/seal"

export type Attempt = {
  /** The SHA-256 of the state: names the flow's trace and the Activity row, and mostly the cookie. */
  id: string
  /** The hash of issuer, client id and redirect URI, and so of the provider; a callback under others is refused. */
  client: string
  /** Where the visitor wanted to go: a path of this site. */
  returnTo: string
  /** Unix time in seconds. */
  startedAt: number
  /** 32 random bytes, from which state, nonce and code verifier are derived. */
  seed: string
  /** How long ago the visitor may have signed in at the provider, in seconds (OpenID Connect Core 3.1.2.1). */
  maxAge?: number
  /** The ways to sign in of which one must have been used. */
  acrValues?: string
  /** RFC 6749 section 10.12. */
  state: string
  /** OpenID Connect Core section 3.1.2.1. */
  nonce: string
  /** RFC 7636 section 4.1. */
  codeVerifier: string
  /** Whom it may concern, where somebody was signed in already when it began. */
  bound?: Bound
  /** OAuth 1.0: the mark of the temporary token, and its secret (RFC 5849 section 2.1). */
  temporary?: { token: string; secret: string }
}

export type Bound = {
  /** The digest of the signed-in user's id. */
  user: string
  /** `connect` an account to them, or `confirm` that it is still them. */
  to: "connect" | "confirm"
  /** The digest of the id that must come back, where another sign-in was refused with it. */
  account?: string
}

type About = Pick<Attempt, "client" | "returnTo" | "maxAge" | "acrValues"> & Pick<Partial<Attempt>, "bound">

/**
 * A list, and no provider's id: names would take a fifth of the 600 bytes that a cookie may have. What no attempt
 * of its kind needs is null, or left out at the end.
 */
type Sealed = {
  a: [
    client: string,
    returnTo: string,
    startedAt: number,
    seed: string,
    token?: string | null,
    secret?: string | null,
    maxAge?: number | null,
    acrValues?: string | null,
    bound?: string | null,
  ]
}

/** nginx refuses longer header lines, so the oldest attempts go before all cookies together get near 8 KB. */
const limits = { count: 12, bytes: 7_000 }

/** Starts an attempt. `setAttemptCookie` lays its cookie, once the protocol has begun. */
export function newAttempt(about: About): Attempt {
  return derive({ ...about, startedAt: now(), seed: randomBytes(32).toString("base64url") })
}

/**
 * Lays the attempt's cookie.
 *
 * @param mark what the callback will carry: the state, or in OAuth Core 1.0 the mark of the temporary token
 */
export async function setAttemptCookie(attempt: Attempt, mark: string): Promise<void> {
  const { client, returnTo, startedAt, seed, temporary, maxAge, acrValues, bound } = attempt
  const { token, secret } = temporary ?? {}
  const a = [client, returnTo, startedAt, seed, token, secret, maxAge, acrValues, bound && written(bound)]
  while (a.at(-1) === undefined) a.pop()
  const value = await seal("attempt", { a })
  await makeRoom(value.length)
  await writeCookie(cookieName(mark), value, config.attemptMinutes * 60)
}

/**
 * Takes the attempt that a callback belongs to and clears its cookie, before anything of the answer is checked.
 *
 * @param mark as the callback carries it
 * @throws AuthError attempt_missing, attempt_expired
 */
export async function consumeAttempt(mark: string | null): Promise<Attempt> {
  if (!mark) throw new AuthError("attempt_missing")
  const name = cookieName(mark)
  const value = await readCookie(name)
  if (!value) throw new AuthError("attempt_missing", { flow: sha256(mark) })
  await clearCookie(name)
  const attempt = await read(value)
  if (!attempt || ![attempt.state, attempt.temporary?.token].includes(mark))
    throw new AuthError("attempt_missing", { flow: sha256(mark) })
  if (attempt.startedAt + config.attemptMinutes * 60 < now())
    throw new AuthError("attempt_expired", { returnTo: attempt.returnTo, flow: attempt.id })
  return attempt
}

async function makeRoom(bytesNeeded: number): Promise<void> {
  const cookies = await Promise.all(
    (await readCookies("attempt-")).map(async ({ name, value }) => {
      const attempt = await read(value)
      return { name, bytes: name.length + value.length, startedAt: attempt?.startedAt ?? 0 }
    }),
  )
  cookies.sort((a, b) => b.startedAt - a.startedAt)
  let bytes = bytesNeeded
  for (const [index, cookie] of cookies.entries()) {
    bytes += cookie.bytes
    if (index >= limits.count - 1 || bytes > limits.bytes) await clearCookie(cookie.name)
  }
}

async function read(value: string): Promise<Attempt | null> {
  const opened = await open("attempt", value)
  // Under an older version of this file, or one to come, the seal may hold something else.
  if (!opened || !Array.isArray(opened.a)) return null
  const [client, returnTo, startedAt, seed, token, secret, maxAge, acrValues, bound] = (opened as Sealed).a
  return {
    ...derive({ client, returnTo, startedAt, seed }),
    ...(typeof token === "string" && typeof secret === "string" && { temporary: { token, secret } }),
    ...(typeof maxAge === "number" && { maxAge }),
    ...(typeof acrValues === "string" && { acrValues }),
    ...(typeof bound === "string" && { bound: readBound(bound) }),
  }
}

/** A tenth of what JSON takes. */
function written({ to, user, account = "" }: Bound): string {
  return { connect: "+", confirm: "=" }[to] + user + account
}

function readBound(text: string): Bound {
  const [user = "", account] = text.slice(1).match(/.{1,16}/g) ?? []
  return { to: text.startsWith("+") ? "connect" : "confirm", user, ...(account && { account }) }
}

function derive(about: About & Pick<Attempt, "startedAt" | "seed">): Attempt {
  const derived = (label: string) => createHmac("sha256", about.seed).update(label).digest("base64url")
  const state = derived("state")
  return {
    ...about,
    id: sha256(state),
    state,
    nonce: derived("nonce"),
    codeVerifier: derived("code_verifier"),
  }
}

function cookieName(mark: string): string {
  return `attempt-${digest(mark)}`
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}
