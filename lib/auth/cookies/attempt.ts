// The cookies of attempts: each attempt has its own sealed cookie, which is used once.
import { attemptFrom, type Attempt, type AttemptRecord, type Intent } from "../attempt"
import { config } from "../config"
import { isDpopKey } from "../crypto/dpop-key"
import { sha256, shortHash } from "../crypto/hash"
import { AuthError } from "../errors"
import { integer, literal, optional, record, text, type Check } from "../shape"
import { sealedCookie } from "./sealed-cookie"

const isSignIn = record<{ type: "signIn" }>({ type: literal("signIn") })
const isLink = record<Extract<Intent, { type: "link" }>>({
  type: literal("link"),
  userHash: text,
  accountHash: optional(text),
  isAnother: optional((value): value is true => value === true),
})
const isReauthenticate = record<Extract<Intent, { type: "reauthenticate" }>>({
  type: literal("reauthenticate"),
  userHash: text,
  stepUp: optional((value): value is true => value === true),
})

const isExtend = record<Extract<Intent, { type: "extend" }>>({
  type: literal("extend"),
  userHash: text,
  accountHash: text,
  wanted: text,
})

const isIntent: Check<Intent> = (value) =>
  isSignIn(value) || isLink(value) || isReauthenticate(value) || isExtend(value)

const cookie = sealedCookie<AttemptRecord>({
  name: "attempt",
  purpose: "attempt",
  seconds: config.attemptMinutes * 60,
  shape: record<AttemptRecord>({
    client: text,
    returnTo: text,
    startedAt: integer,
    seed: text,
    intent: isIntent,
    maxAge: optional(integer),
    acrValues: optional(text),
    scope: optional(text),
    temporary: optional(record<{ tokenHash: string; secret: string }>({ tokenHash: text, secret: text })),
    dpopKey: optional(isDpopKey),
    server: optional(
      record<{ issuer: string; account?: string | undefined }>({ issuer: text, account: optional(text) }),
    ),
  }),
})

/** nginx rejects header lines of over 8 KB, so the oldest attempts are cleared before all cookies together reach that. */
const limits = { count: 12, bytes: 7_000 }

/**
 * Sets the attempt's cookie.
 *
 * @param key identifies the attempt in the callback: the state, or in OAuth Core 1.0 the hash of the temporary token
 */
export async function setAttemptCookie(attempt: Attempt, key: string): Promise<void> {
  const { client, returnTo, startedAt, seed, intent, maxAge, acrValues, scope, temporary, dpopKey } = attempt
  const { server } = attempt
  const sealed = await cookie.seal({
    client,
    returnTo,
    startedAt,
    seed,
    intent,
    maxAge,
    acrValues,
    scope,
    temporary,
    dpopKey,
    server,
  })
  await clearOldest(cookie.size(sealed, shortHash(key)))
  await cookie.setSealed(sealed, shortHash(key))
}

/**
 * Reads the attempt that a callback belongs to. Its cookie stays until `clearAttempt`.
 *
 * @param key the key in the callback; null if it has none
 * @throws AuthError attempt_missing, attempt_expired
 */
export async function findAttempt(key: string | null): Promise<Attempt> {
  if (!key) throw missing()
  const opened = await cookie.read(shortHash(key))
  const attempt = opened && attemptFrom(opened.value)
  if (!attempt || (key !== attempt.state && key !== attempt.temporary?.tokenHash)) throw missing(sha256(key))
  if (opened.isExpired)
    throw new AuthError("attempt_expired", {
      returnTo: attempt.returnTo,
      flow: attempt.id,
      details: { check: "attempt_age" },
    })
  return attempt
}

/** Clears the attempt's cookie, so that the browser uses the attempt once. */
export async function clearAttempt(key: string | null): Promise<void> {
  if (key) await cookie.clear(shortHash(key))
}

function missing(flow?: string): AuthError {
  return new AuthError("attempt_missing", { flow, details: { check: "attempt" } })
}

async function clearOldest(bytesNeeded: number): Promise<void> {
  const startedAt = ({ opened }: { opened: { value: AttemptRecord } | null }) => opened?.value.startedAt ?? 0
  const newestFirst = (await cookie.list()).sort((a, b) => startedAt(b) - startedAt(a))
  let bytes = bytesNeeded
  for (const [index, { key, size }] of newestFirst.entries()) {
    bytes += size
    if (index >= limits.count - 1 || bytes > limits.bytes) await cookie.clear(key)
  }
}
