// Refreshes the tokens of an account: one request to the provider for all callers in all processes.
import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { isOutage } from "../../database-errors"
import type { Client } from "../clients"
import { AuthError } from "../errors"
import { protocols, type Tokens } from "../oauth"
import { reportError } from "../report-error"
import {
  acquireRefreshLease,
  findProviderTokens,
  finishExtendedRefresh,
  finishRefresh,
  type StoredTokens,
} from "../store/provider-tokens"
import { limitRate } from "../store/rate-limits"
import { openExtended, openToken, sealExtended, sealTokens, type BoundToken } from "../store/sealed-tokens"
import {
  isNewSet,
  refreshTokenOf,
  sessionOfSet,
  validToken,
  whyNoRefreshToken,
  type SetName,
  type UsableToken,
} from "../store/token-sets"

export type Refreshed =
  | ({ status: "ok" } & UsableToken)
  | { status: "consent_needed"; reason: "expired" | "unreadable" }
  | { status: "unavailable" }
  | { status: "not_linked" }

/** How long a call waits for another process to refresh: longer than a provider may take to respond. */
const waitSeconds = 12

/** On `globalThis`, because Next loads this file once for each of its bundles. */
const store = globalThis as { porticoRefreshes?: Map<string, Promise<Refreshed>> }
const refreshes = (store.porticoRefreshes ??= new Map())

/** Refreshes a set of tokens. Callers in one process share one refresh for each account. */
export function sharedRefresh(client: Client, stored: StoredTokens, name: SetName): Promise<Refreshed> {
  const key = `${name} ${stored.id}`
  const running = refreshes.get(key)
  if (running) return running
  const started = refreshOrWait(client, stored, name).finally(() => refreshes.delete(key))
  refreshes.set(key, started)
  return started
}

/** Refreshes, or waits until another process has refreshed. */
async function refreshOrWait(client: Client, first: StoredTokens, name: SetName): Promise<Refreshed> {
  const deadline = Date.now() + waitSeconds * 1000
  let stored = first
  let ownRefreshes = 0
  for (let wait = 100; ; wait = Math.min(2 * wait, 1000)) {
    const bound = await refreshTokenOf(stored, name)
    if (bound === undefined)
      return { status: "consent_needed", reason: await whyNoRefreshToken(stored, name) }
    const leaseUntil = await acquireRefreshLease(stored)
    if (leaseUntil && !(await refresh(client, stored, { name, bound, leaseUntil })))
      return { status: "unavailable" }
    const current = await findProviderTokens({ id: stored.id })
    if (!current) return { status: "not_linked" }
    // The provider may grant less time than requested. Another refresh would not change that.
    const isNew = await isNewSet(stored, current, name)
    const token = isNew ? await validToken(current, name, leaseUntil ? -Infinity : 0) : undefined
    if (token) return { status: "ok", ...token }
    stored = current
    // The row changed during this process's own refresh: one more iteration uses the new values.
    if (leaseUntil && ownRefreshes++ === 0) continue
    if (leaseUntil || Date.now() > deadline) return { status: "unavailable" }
    await pause(wait)
  }
}

type Refresh = { name: SetName; bound: BoundToken; leaseUntil: Date }

/**
 * Requests new tokens from the provider, and stores them before any caller uses them.
 *
 * @returns false if the response could not be used
 */
async function refresh(
  client: Client,
  stored: StoredTokens,
  { name, bound, leaseUntil }: Refresh,
): Promise<boolean> {
  const providerId = client.provider.id
  const protocol = protocols[client.provider.protocol]
  try {
    await limitRate("refresh", stored.id)
    const idToken = name === "signIn" ? await openToken(stored, "id_token", stored.row) : undefined
    const ctx = { client, flow: { id: randomUUID(), providerId } }
    const { token: refreshToken, dpopKey } = bound
    const input = {
      refreshToken,
      dpopKey,
      idToken: typeof idToken === "string" ? idToken : undefined,
      accountId: stored.row.providerAccountId,
    }
    const tokens = (await protocol.refresh?.(ctx, input)) ?? null
    const write = await (name === "extended" ? extendedWrite : signInWrite)(stored, leaseUntil, tokens)
    await retryDuringOutage(write)
    return true
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    reportError(error, providerId)
    await finishRefresh(stored, leaseUntil, undefined)
    return false
  }
}

type Write = () => Promise<void>

async function signInWrite(stored: StoredTokens, leaseUntil: Date, tokens: Tokens | null): Promise<Write> {
  const session = await sessionOfSet(stored, "signIn")
  const sealed = tokens && (await sealTokens(tokens, stored.row, session))
  return () => finishRefresh(stored, leaseUntil, sealed)
}

/** What the response leaves out keeps its value (RFC 6749 section 6). A rejected refresh token is removed. */
async function extendedWrite(stored: StoredTokens, leaseUntil: Date, tokens: Tokens | null): Promise<Write> {
  const before = await openExtended(stored, stored.row)
  const session = await sessionOfSet(stored, "extended")
  const scope = tokens?.scope ?? stored.extendedScope
  const kept = before && { ...before, refreshToken: null }
  const next = tokens
    ? { ...tokens, refreshToken: tokens.refreshToken ?? before?.refreshToken ?? null }
    : kept
  const sealed = next && (await sealExtended({ ...next, scope }, stored.row, session))
  return () => finishExtendedRefresh(stored, leaseUntil, sealed)
}

/** The old refresh token may no longer be valid, so a short outage of the database must not lose the new one. */
async function retryDuringOutage(write: Write, tries = 30): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isOutage(error) || tries === 1) throw error
    await pause(1000)
    await retryDuringOutage(write, tries - 1)
  }
}
