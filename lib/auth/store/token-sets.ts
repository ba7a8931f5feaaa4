// An account has two sets of tokens: those of its latest sign-in, and those of a request for further scopes. Each is read, refreshed
// and replaced as a whole.
import type { DpopKey } from "../crypto/dpop-key"
import { isRecord } from "../shape"
import type { StoredTokens } from "./provider-tokens"
import { openBoundToken, openExtended, openToken, sessionOfToken, type BoundToken } from "./sealed-tokens"

export type SetName = "signIn" | "extended"

export type UsableToken = {
  accessToken: string
  /** The key to which the access token is bound (RFC 9449). It never leaves the engine. */
  dpopKey: DpopKey | undefined
  /** OAuth 1.0: the secret with which requests are signed as well (RFC 5849 section 3.4.2). */
  tokenSecret: string | null
  /** Null if the provider does not send it. */
  expiresAt: Date | null
  scope: string | null
}

/** @returns undefined if the access token of a set expires too soon or cannot be opened */
export async function validToken(
  stored: StoredTokens,
  name: SetName,
  minimumSeconds: number,
): Promise<UsableToken | undefined> {
  const isExpired = (time: number | null) => time !== null && time < Date.now() / 1000 + minimumSeconds
  const usable = ({ token, dpopKey }: BoundToken, time: number | null) => ({
    accessToken: token,
    dpopKey,
    tokenSecret: null,
    expiresAt: time === null ? null : new Date(time * 1000),
  })
  if (name === "extended") {
    const tokens = await openExtended(stored, stored.row)
    if (!tokens || isExpired(tokens.expiresAt)) return undefined
    const { accessToken: token, dpopKey, expiresAt } = tokens
    return { ...usable({ token, dpopKey }, expiresAt), scope: stored.extendedScope }
  }
  if (isExpired(stored.expires_at)) return undefined
  const bound = await openBoundToken(stored, "access_token", stored.row)
  if (!bound) return undefined
  const extra = await openToken(stored, "extra", stored.row)
  const secret = isRecord(extra) ? extra.oauth_token_secret : undefined
  const tokenSecret = typeof secret === "string" ? secret : null
  return { ...usable(bound, stored.expires_at), tokenSecret, scope: stored.scope }
}

/** @returns undefined if a set has no refresh token, or one that cannot be opened */
export async function refreshTokenOf(stored: StoredTokens, name: SetName): Promise<BoundToken | undefined> {
  if (name === "signIn") return openBoundToken(stored, "refresh_token", stored.row)
  const { refreshToken: token = null, dpopKey } = (await openExtended(stored, stored.row)) ?? {}
  return token === null ? undefined : { token, dpopKey }
}

/** Why a set without a refresh token that can be opened has none. */
export async function whyNoRefreshToken(
  stored: StoredTokens,
  name: SetName,
): Promise<"expired" | "unreadable"> {
  const isStored =
    name === "extended"
      ? stored.extendedTokens !== null && !(await openExtended(stored, stored.row))
      : stored.refresh_token !== null
  return isStored ? "unreadable" : "expired"
}

/** Whether a later read of a row has another access token in a set, or one that can be refreshed. */
export async function isNewSet(before: StoredTokens, now: StoredTokens, name: SetName): Promise<boolean> {
  if (name === "signIn") return now.access_token !== before.access_token
  if (now.extendedTokens === before.extendedTokens) return false
  const [older, newer] = [await openExtended(before, before.row), await openExtended(now, now.row)]
  // After a rejected refresh the set has the same access token, without a refresh token.
  return newer?.accessToken !== older?.accessToken || newer?.refreshToken !== null
}

/** The id of the session whose sign-in gave a set's refresh token. */
export async function sessionOfSet(stored: StoredTokens, name: SetName): Promise<string | undefined> {
  return sessionOfToken(stored, name === "extended" ? "extendedTokens" : "refresh_token", stored.row)
}
