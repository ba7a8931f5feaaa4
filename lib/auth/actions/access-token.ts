// An access token of the user's that is good for a while, refreshed where it is not.
import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { isOutage } from "../../database-errors"
import { type Client, clients } from "../clients"
import { AuthError } from "../errors"
import {
  findProviderTokens,
  replaceWithSealed,
  type StoredTokens,
  settle,
  acquireRefreshLease,
} from "../store/provider-tokens"
import { limit } from "../store/rate-limits"
import { protocols } from "../oauth"
import { reportError } from "../report-error"
import { openToken, sealPlaintext, sealTokens } from "../store/sealed-tokens"

export type AccessToken =
  | {
      status: "ok"
      accessToken: string
      /** What requests are signed with besides, in OAuth 1.0 (RFC 5849 section 3.4.2). */
      tokenSecret: string | null
      /** Null where the provider does not say. */
      expiresAt: Date | null
      scope: string | null
    }
  /**
   * Only the user can help, by signing in with the provider again. "expired": the token is over, and there is no
   * refresh token that the provider still takes. "unreadable": sealed under a secret that is set no more.
   */
  | { status: "consent_needed"; reason: "expired" | "unreadable" }
  /** The provider could not be asked, or its answer not be used; the log says why. Try again later. */
  | { status: "unavailable" }
  /** The user has no account there, or the provider is not enabled. */
  | { status: "not_connected" }
  | { status: "signed_out" }

type Wanted = { userId: string; provider: string; minimumSeconds: number }

/** How long a call waits for another process: longer than a provider may take to answer. */
const waitSeconds = 12

const store = globalThis as { porticoRefreshes?: Map<string, Promise<AccessToken>> }
const refreshes = (store.porticoRefreshes ??= new Map())

/**
 * The access token of a user's account at a provider; of several accounts there, the one that signed in last.
 *
 * @throws when the database cannot be asked
 */
export async function currentAccessToken({ userId, provider, minimumSeconds }: Wanted): Promise<AccessToken> {
  const client = clients().find((enabled) => enabled.provider.id === provider)
  let kept = client && (await findProviderTokens({ userId, provider }))
  const sealed = kept && (await sealPlaintext(kept, kept.row))
  if (kept && sealed) {
    await replaceWithSealed(kept, sealed)
    kept = await findProviderTokens({ id: kept.id })
  }
  if (!client || !kept) return { status: "not_connected" }
  return (await usable(kept, minimumSeconds)) ?? together(client, kept)
}

/** Callers of one process share one refresh for each account. */
function together(client: Client, kept: StoredTokens): Promise<AccessToken> {
  const running = refreshes.get(kept.id)
  if (running) return running
  const started = refreshed(client, kept).finally(() => refreshes.delete(kept.id))
  refreshes.set(kept.id, started)
  return started
}

/** Refreshes, or waits until another process did. */
async function refreshed(client: Client, kept: StoredTokens): Promise<AccessToken> {
  const giveUpAt = Date.now() + waitSeconds * 1000
  let seen = kept
  let turns = 0
  for (let wait = 100; ; wait = Math.min(2 * wait, 1000)) {
    const refreshToken = await openToken(seen, "refresh_token", seen.row)
    if (typeof refreshToken !== "string")
      return { status: "consent_needed", reason: seen.refresh_token === null ? "expired" : "unreadable" }
    const until = await acquireRefreshLease(seen)
    if (until && !(await refresh(client, seen, { refreshToken, until }))) return { status: "unavailable" }
    const now = await findProviderTokens({ id: seen.id })
    if (!now) return { status: "not_connected" }
    // The provider may give less than was asked for; asking it again would bring no more.
    const isNew = now.access_token !== seen.access_token
    const answer = isNew ? await usable(now, until ? -Infinity : 0) : undefined
    if (answer) return answer
    seen = now
    // After a turn of its own there is one more, to see what the row says now.
    if (until && turns++ === 0) continue
    if (until || Date.now() > giveUpAt) return { status: "unavailable" }
    await pause(wait)
  }
}

/**
 * Asks the provider, and stores what it says before anybody uses it.
 *
 * @returns false where it gave no usable answer
 */
async function refresh(
  client: Client,
  kept: StoredTokens,
  { refreshToken, until }: { refreshToken: string; until: Date },
): Promise<boolean> {
  const flow = { id: randomUUID(), provider: client.provider.id }
  const protocol = protocols[client.provider.protocol]
  try {
    await limit("refresh", kept.id)
    const older = await openToken(kept, "id_token", kept.row)
    const idToken = typeof older === "string" ? older : undefined
    const tokens = (await protocol.refresh?.({ client, flow }, { refreshToken, idToken })) ?? null
    const sealed = tokens && (await sealTokens(tokens, kept.row))
    await retryDuringOutage(() => settle(kept, until, sealed))
    return true
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    reportError(error, flow.provider)
    await settle(kept, until, undefined)
    return false
  }
}

/** The older refresh token may be used up, so a short outage of the database must not lose the new one. */
async function retryDuringOutage(write: () => Promise<void>, tries = 30): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isOutage(error) || tries === 1) throw error
    await pause(1000)
    await retryDuringOutage(write, tries - 1)
  }
}

async function usable(kept: StoredTokens, minimumSeconds: number): Promise<AccessToken | undefined> {
  const { expires_at: expires, scope } = kept
  if (expires !== null && expires < Date.now() / 1000 + minimumSeconds) return undefined
  const accessToken = await openToken(kept, "access_token", kept.row)
  if (typeof accessToken !== "string") return undefined
  const secret: unknown = Object(await openToken(kept, "extra", kept.row)).oauth_token_secret
  return {
    status: "ok",
    accessToken,
    tokenSecret: typeof secret === "string" ? secret : null,
    expiresAt: expires === null ? null : new Date(expires * 1000),
    scope,
  }
}
