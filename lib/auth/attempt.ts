// One try to sign in: what must survive the trip to the provider, sealed in a cookie of its own, used once.
import { createHash, createHmac, randomBytes } from "node:crypto"
import { config } from "./config"
import { clearCookie, readCookie, readCookies, writeCookie } from "./cookies"
import { AuthError } from "./errors"
import { open, seal } from "./seal"

export type Attempt = {
  /** The SHA-256 of the state: names the cookie, the flow's trace and the Activity row. */
  id: string
  provider: string
  /** The hash of issuer, client id and redirect URI; a callback under other settings is refused. */
  client: string
  /** Where the visitor wanted to go: a path of this site. */
  returnTo: string
  /** Unix time in seconds. */
  startedAt: number
  /** RFC 6749 section 10.12. */
  state: string
  /** OpenID Connect Core section 3.1.2.1. */
  nonce: string
  /** RFC 7636 section 4.1. */
  codeVerifier: string
}

type Sealed = Pick<Attempt, "provider" | "client" | "returnTo" | "startedAt"> & { seed: string }

/** nginx refuses longer header lines, so the oldest attempts go before all cookies together get near 8 KB. */
const limits = { count: 12, bytes: 7_000 }

/** Starts an attempt and lays its cookie. */
export async function startAttempt(
  about: Pick<Attempt, "provider" | "client" | "returnTo">,
): Promise<Attempt> {
  const sealed: Sealed = { ...about, startedAt: now(), seed: randomBytes(32).toString("base64url") }
  const attempt = fromSeed(sealed)
  const value = await seal("attempt", sealed)
  await makeRoom(value.length)
  await writeCookie(cookieName(attempt.id), value, config.attemptMinutes * 60)
  return attempt
}

/**
 * Takes the attempt that a callback belongs to and clears its cookie, before anything of the answer is checked.
 *
 * @param state as the callback carries it
 * @throws AuthError attempt_missing, attempt_expired
 */
export async function takeAttempt(state: string | null): Promise<Attempt> {
  if (!state) throw new AuthError("attempt_missing")
  const name = cookieName(attemptId(state))
  const value = await readCookie(name)
  if (!value) throw new AuthError("attempt_missing")
  await clearCookie(name)
  const attempt = await read(value)
  if (!attempt || attempt.state !== state) throw new AuthError("attempt_missing")
  if (isExpired(attempt)) throw new AuthError("attempt_expired", { returnTo: attempt.returnTo })
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
  const sealed = await open("attempt", value)
  return sealed && fromSeed(sealed as Sealed)
}

function fromSeed({ seed, provider, client, returnTo, startedAt }: Sealed): Attempt {
  const derive = (label: string) => createHmac("sha256", seed).update(label).digest("base64url")
  const state = derive("state")
  return {
    id: attemptId(state),
    provider,
    client,
    returnTo,
    startedAt,
    state,
    nonce: derive("nonce"),
    codeVerifier: derive("code_verifier"),
  }
}

function isExpired({ startedAt }: Attempt): boolean {
  return startedAt + config.attemptMinutes * 60 < now()
}

function attemptId(state: string): string {
  return createHash("sha256").update(state).digest("base64url")
}

function cookieName(id: string): string {
  return `attempt-${id.slice(0, 16)}`
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}
