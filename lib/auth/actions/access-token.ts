// Returns a valid access token of the user, refreshed if it expires too soon.
import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { isOutage } from "../../database-errors"
import { accountIssuers, type Client } from "../clients"
import { AuthError } from "../errors"
import { findClient } from "../find-client"
import { protocols } from "../oauth"
import { reportError } from "../report-error"
import { isRecord } from "../shape"
import {
  acquireRefreshLease,
  findProviderTokens,
  finishRefresh,
  replaceWithSealed,
  type StoredTokens,
} from "../store/provider-tokens"
import { limitRate } from "../store/rate-limits"
import { openToken, sealPlaintext, sealTokens, sessionOfToken } from "../store/sealed-tokens"
import { adoptAccountsOf } from "./adopt-accounts"

export type AccessToken =
  | {
      status: "ok"
      accessToken: string
      /** OAuth 1.0: the secret with which requests are signed as well (RFC 5849 section 3.4.2). */
      tokenSecret: string | null
      /** Null if the provider does not send it. */
      expiresAt: Date | null
      scope: string | null
    }
  /**
   * The user must sign in with the provider again. "expired": the access token has expired and there is no valid refresh
   * token. "unreadable": the tokens are sealed under a secret that is no longer set.
   */
  | { status: "consent_needed"; reason: "expired" | "unreadable" }
  /** The provider could not be reached, or its response was unusable; the log has the cause. Try again later. */
  | { status: "unavailable" }
  /** The user has no account at this provider, or the provider is not enabled. */
  | { status: "not_linked" }
  | { status: "signed_out" }

type Request = {
  userId: string
  providerId: string
  minimumSeconds: number
  /** An access token that the provider's API rejected. While it is the stored one, it is refreshed. */
  insteadOf: string | undefined
}

/** How long a call waits for another process to refresh: longer than a provider may take to respond. */
const waitSeconds = 12

/** On `globalThis`, because Next loads this file once for each of its bundles. */
const store = globalThis as { porticoRefreshes?: Map<string, Promise<AccessToken>> }
const refreshes = (store.porticoRefreshes ??= new Map())

/**
 * The access token of a user's account at a provider; of several accounts, the one that signed in last.
 *
 * @throws when the database cannot be reached
 */
export async function currentAccessToken({
  userId,
  providerId,
  minimumSeconds,
  insteadOf,
}: Request): Promise<AccessToken> {
  const client = await findClient(providerId)
  const stored = client && (await findSealed(userId, client))
  if (!client || !stored) return { status: "not_linked" }
  const renewBefore = renewBeforeSeconds(client, stored)
  const token = await validToken(stored, Math.max(minimumSeconds, renewBefore))
  const isRejected = token?.status === "ok" && token.accessToken === insteadOf
  if (token && !isRejected) return token
  const refreshed = await sharedRefresh(client, stored)
  if (refreshed.status === "ok" || renewBefore === 0) return refreshed
  return (await unrenewedToken(stored, { minimumSeconds, insteadOf })) ?? refreshed
}

/** How long before its expiry a token is renewed that cannot be renewed afterwards. */
function renewBeforeSeconds({ provider }: Client, { refresh_token }: StoredTokens): number {
  const days = provider.protocol === "oauth2" ? provider.longLived?.renewBeforeDays : undefined
  return refresh_token === null ? 0 : (days ?? 0) * 86_400
}

/** A long-lived token whose renewal failed is still valid for a while. */
async function unrenewedToken(
  { id }: StoredTokens,
  { minimumSeconds, insteadOf }: Pick<Request, "minimumSeconds" | "insteadOf">,
): Promise<AccessToken | undefined> {
  const current = await findProviderTokens({ id })
  const token = current ? await validToken(current, minimumSeconds) : undefined
  return token?.status === "ok" && token.accessToken !== insteadOf ? token : undefined
}

/** The stored tokens. Rows that were moved from Auth.js hold plaintext, which is sealed here first. */
async function findSealed(userId: string, client: Client): Promise<StoredTokens | null> {
  const provider = client.provider.id
  await adoptAccountsOf(client)
  const stored = await findProviderTokens({ userId, provider, issuer: accountIssuers(client) })
  const sealed = stored && (await sealPlaintext(stored, stored.row))
  if (!stored || !sealed) return stored
  await replaceWithSealed(stored, sealed)
  return findProviderTokens({ id: stored.id })
}

/** Callers in one process share one refresh for each account. */
function sharedRefresh(client: Client, stored: StoredTokens): Promise<AccessToken> {
  const running = refreshes.get(stored.id)
  if (running) return running
  const started = refreshOrWait(client, stored).finally(() => refreshes.delete(stored.id))
  refreshes.set(stored.id, started)
  return started
}

/** Refreshes, or waits until another process has refreshed. */
async function refreshOrWait(client: Client, first: StoredTokens): Promise<AccessToken> {
  const deadline = Date.now() + waitSeconds * 1000
  let stored = first
  let ownRefreshes = 0
  for (let wait = 100; ; wait = Math.min(2 * wait, 1000)) {
    const refreshToken = await openToken(stored, "refresh_token", stored.row)
    if (typeof refreshToken !== "string")
      return { status: "consent_needed", reason: stored.refresh_token === null ? "expired" : "unreadable" }
    const leaseUntil = await acquireRefreshLease(stored)
    if (leaseUntil && !(await refresh(client, stored, { refreshToken, leaseUntil })))
      return { status: "unavailable" }
    const current = await findProviderTokens({ id: stored.id })
    if (!current) return { status: "not_linked" }
    // The provider may grant less time than requested. Another refresh would not change that.
    const isNew = current.access_token !== stored.access_token
    const token = isNew ? await validToken(current, leaseUntil ? -Infinity : 0) : undefined
    if (token) return token
    stored = current
    // The row changed during this process's own refresh: one more iteration uses the new values.
    if (leaseUntil && ownRefreshes++ === 0) continue
    if (leaseUntil || Date.now() > deadline) return { status: "unavailable" }
    await pause(wait)
  }
}

/**
 * Requests new tokens from the provider, and stores them before any caller uses them.
 *
 * @returns false if the response could not be used
 */
async function refresh(
  client: Client,
  stored: StoredTokens,
  { refreshToken, leaseUntil }: { refreshToken: string; leaseUntil: Date },
): Promise<boolean> {
  const providerId = client.provider.id
  const protocol = protocols[client.provider.protocol]
  try {
    await limitRate("refresh", stored.id)
    const storedIdToken = await openToken(stored, "id_token", stored.row)
    const idToken = typeof storedIdToken === "string" ? storedIdToken : undefined
    const ctx = { client, flow: { id: randomUUID(), providerId } }
    const tokens = (await protocol.refresh?.(ctx, { refreshToken, idToken })) ?? null
    const session = await sessionOfToken(stored, "refresh_token", stored.row)
    const sealed = tokens && (await sealTokens(tokens, stored.row, session))
    await retryDuringOutage(() => finishRefresh(stored, leaseUntil, sealed))
    return true
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    reportError(error, providerId)
    await finishRefresh(stored, leaseUntil, undefined)
    return false
  }
}

/** The old refresh token may no longer be valid, so a short outage of the database must not lose the new one. */
async function retryDuringOutage(write: () => Promise<void>, tries = 30): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isOutage(error) || tries === 1) throw error
    await pause(1000)
    await retryDuringOutage(write, tries - 1)
  }
}

/** @returns undefined if the stored access token expires too soon or cannot be opened */
async function validToken(stored: StoredTokens, minimumSeconds: number): Promise<AccessToken | undefined> {
  const { expires_at: expires, scope } = stored
  if (expires !== null && expires < Date.now() / 1000 + minimumSeconds) return undefined
  const accessToken = await openToken(stored, "access_token", stored.row)
  if (typeof accessToken !== "string") return undefined
  const extra = await openToken(stored, "extra", stored.row)
  const secret = isRecord(extra) ? extra.oauth_token_secret : undefined
  return {
    status: "ok",
    accessToken,
    tokenSecret: typeof secret === "string" ? secret : null,
    expiresAt: expires === null ? null : new Date(expires * 1000),
    scope,
  }
}
