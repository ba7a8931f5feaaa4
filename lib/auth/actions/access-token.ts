// Returns a valid access token of the user, refreshed if it expires too soon.
import { accountIssuers, type Client } from "../clients"
import { AuthError } from "../errors"
import { findClient } from "../find-client"
import { requireNoScope } from "../oauth/authorization-params"
import { coversScope, scopeFormat } from "../oauth/scopes"
import type { Provider } from "../providers/types"
import {
  dropExtended,
  findProviderTokens,
  replaceWithSealed,
  type StoredTokens,
} from "../store/provider-tokens"
import { sealPlaintext } from "../store/sealed-tokens"
import { refreshTokenOf, validToken, type SetName, type UsableToken } from "../store/token-sets"
import { accessRequestUrl } from "./access-request"
import { adoptAccountsOf } from "./adopt-accounts"
import { sharedRefresh, type Refreshed } from "./refresh-tokens"

export type AccessToken =
  | ({
      status: "ok"
      /**
       * The scheme of the Authorization header. "DPoP" (RFC 9449): each request needs a proof by the token's key, which
       * `providerFetch` makes. "OAuth": each request is signed (OAuth 1.0).
       */
      tokenType: "Bearer" | "DPoP" | "OAuth"
    } & Omit<UsableToken, "dpopKey">)
  /**
   * The user must sign in with the provider again. "expired": the access token has expired and there is no valid refresh
   * token. "unreadable": the tokens are sealed under a secret that is no longer set.
   */
  | { status: "consent_needed"; reason: "expired" | "unreadable" }
  /** Where `scope` or `offline` is wanted: the user must allow it first. */
  | {
      status: "scope_needed"
      /** The wanted scopes. */
      scope: string
      /** The path of a page that asks for them, and comes back. Only for this user, for a day. */
      url: string
    }
  /** The provider could not be reached, or its response was unusable; the log has the cause. Try again later. */
  | { status: "unavailable" }
  /** The user has no account at this provider, or not this one, or the provider is not enabled. */
  | { status: "not_linked" }
  | { status: "signed_out" }

/** An access token with the key to which it is bound. The key never leaves the engine. */
export type HeldToken = Exclude<AccessToken, { status: "ok" }> | ({ status: "ok" } & UsableToken)

export type Request = {
  userId: string
  providerId: string
  minimumSeconds: number
  /** An access token that the provider's API rejected. While it is the stored one, it is refreshed. */
  insteadOf: string | undefined
  /** Scopes that the access token must have. */
  scope: string | undefined
  /** Whether it must be possible to refresh the access token once it has expired. */
  offline: boolean
  /** Of several accounts at the provider, the one to use. */
  accountId: string | undefined
  /** Where the visitor comes back to after allowing more. */
  returnTo: string | undefined
}

/** Like `heldAccessToken`, without the key. */
export async function currentAccessToken(request: Request): Promise<AccessToken> {
  const held = await heldAccessToken(request)
  if (held.status !== "ok") return held
  const { dpopKey, ...token } = held
  return { ...token, tokenType: dpopKey ? "DPoP" : plainType(token.tokenSecret) }
}

/** Only a token of OAuth 1.0 has a secret. */
function plainType(tokenSecret: string | null): "Bearer" | "OAuth" {
  return tokenSecret === null ? "Bearer" : "OAuth"
}

/**
 * The access token of a user's account at a provider; of several accounts, the one that signed in last.
 *
 * @throws when the database cannot be reached; AuthError invalid_request for scopes that break RFC 6749's format, or at a
 *   provider that has none
 */
export async function heldAccessToken(request: Request): Promise<HeldToken> {
  const { userId, providerId, scope = "", offline, returnTo } = request
  const client = await findClient(providerId)
  if (client && scope) requireScopes(client.provider, scope)
  let stored = client && (await findSealed(client, request))
  if (!client || !stored) return { status: "not_linked" }
  const { id } = stored
  let result: Refreshed = { status: "consent_needed", reason: "expired" }
  for (const name of await setsFor(client.provider, stored, { scope, offline })) {
    result = await tokenOfSet(client, stored, { ...request, name })
    if (result.status !== "consent_needed") return result
    stored = (await findProviderTokens({ id })) ?? stored
  }
  if (!scope && !offline) return result
  const asked = { provider: providerId, account: id, scope, ...(offline && { offline }) }
  return { status: "scope_needed", scope, url: await accessRequestUrl({ ...asked, userId, returnTo }) }
}

function requireScopes({ protocol }: Provider, scope: string): void {
  if (protocol === "oauth1") requireNoScope(scope)
  if (!scopeFormat.test(scope))
    throw new AuthError("invalid_request", { cause: "scope breaks the format of RFC 6749 section 3.3" })
}

/** The sets of tokens that may be used: those of the sign-in first. */
async function setsFor(
  provider: Provider,
  stored: StoredTokens,
  { scope, offline }: { scope: string; offline: boolean },
): Promise<SetName[]> {
  const names: SetName[] = stored.extendedTokens === null ? ["signIn"] : ["signIn", "extended"]
  const scopeOf = (name: SetName) => (name === "extended" ? stored.extendedScope : stored.scope)
  const covering = names.filter((name) => !scope || coversScope(provider, scopeOf(name), scope))
  if (!offline) return covering
  const lasting = covering.map(async (name) => ({ name, lasts: await canOutliveExpiry(stored, name) }))
  return (await Promise.all(lasting)).filter(({ lasts }) => lasts).map(({ name }) => name)
}

/** Whether a set has a refresh token, or an access token that does not expire. */
async function canOutliveExpiry(stored: StoredTokens, name: SetName): Promise<boolean> {
  if ((await refreshTokenOf(stored, name)) !== undefined) return true
  const token = await validToken(stored, name, 0)
  return token !== undefined && token.expiresAt === null
}

type SetRequest = Pick<Request, "minimumSeconds" | "insteadOf"> & { name: SetName }

async function tokenOfSet(
  client: Client,
  stored: StoredTokens,
  { name, minimumSeconds, insteadOf }: SetRequest,
): Promise<Refreshed> {
  const renewBefore = await renewBeforeSeconds(client, stored, name)
  const token = await validToken(stored, name, Math.max(minimumSeconds, renewBefore))
  const isRejected = token !== undefined && token.accessToken === insteadOf
  if (token && !isRejected) return { status: "ok", ...token }
  const refreshed = await sharedRefresh(client, stored, name)
  if (refreshed.status === "ok" || renewBefore === 0) {
    // The set would be returned again by the next call, and a sign-in does not replace it.
    if (refreshed.status === "consent_needed" && name === "extended") await dropRejected(stored, insteadOf)
    return refreshed
  }
  return (await unrenewedToken(stored, { name, minimumSeconds, insteadOf })) ?? refreshed
}

/** How long before its expiry a token is renewed that cannot be renewed afterwards. */
async function renewBeforeSeconds(
  { provider }: Client,
  stored: StoredTokens,
  name: SetName,
): Promise<number> {
  const days = provider.protocol === "oauth2" ? provider.longLived?.renewBeforeDays : undefined
  if (days === undefined || (await refreshTokenOf(stored, name)) === undefined) return 0
  return days * 86_400
}

/** A long-lived token whose renewal failed is still valid for a while. */
async function unrenewedToken(
  { id }: StoredTokens,
  { name, minimumSeconds, insteadOf }: SetRequest,
): Promise<Refreshed | undefined> {
  const current = await findProviderTokens({ id })
  const token = current ? await validToken(current, name, minimumSeconds) : undefined
  return token && token.accessToken !== insteadOf ? { status: "ok", ...token } : undefined
}

/** Deletes tokens of further scopes that the provider's API rejected and that cannot be refreshed. */
async function dropRejected({ id }: StoredTokens, insteadOf: string | undefined): Promise<void> {
  const current = await findProviderTokens({ id })
  const token = current && (await validToken(current, "extended", -Infinity))
  if (current && token?.accessToken === insteadOf) await dropExtended(current)
}

/** The stored tokens. Rows that were moved from Auth.js hold plaintext, which is sealed here first. */
async function findSealed(
  client: Client,
  { userId, accountId }: Pick<Request, "userId" | "accountId">,
): Promise<StoredTokens | null> {
  const provider = client.provider.id
  await adoptAccountsOf(client)
  const own = { userId, ...(accountId !== undefined && { id: accountId }) }
  const stored = await findProviderTokens({ provider, issuer: accountIssuers(client), ...own })
  const sealed = stored && (await sealPlaintext(stored, stored.row))
  if (!stored || !sealed) return stored
  await replaceWithSealed(stored, sealed)
  return findProviderTokens({ id: stored.id })
}
