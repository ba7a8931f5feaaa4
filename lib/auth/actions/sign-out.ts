import { isReadOnly } from "../../database-errors"
import { transaction } from "../../db"
import { addressForBrowser, env, publicUrl } from "../../env"
import { afterResponse } from "../after-response"
import { accountIssuers, isIssuerOf, type Client } from "../clients"
import { config } from "../config"
import { clearFinishedAttempt } from "../cookies/finished-attempt"
import { consumeLogoutState, setLogoutState } from "../cookies/logout-state"
import { clearSessionCookie, readAllSessionTokens } from "../cookies/session"
import { findClient } from "../find-client"
import { returnPath } from "../http/return-path"
import { currentVisitor } from "../http/visitor"
import { endSessionEndpoint, endSessionRequest } from "../oauth"
import { reportError } from "../report-error"
import { recordActivity } from "../store/activity"
import { clearRevokedTokens, findTokensOfUser, type StoredTokens } from "../store/provider-tokens"
import { openLogoutHint, openToken, tokensOfSession } from "../store/sealed-tokens"
import type { Session } from "../store/session-read"
import { deleteSession, type DeletedSession } from "../store/sessions"
import { adoptAccountsOf } from "./adopt-accounts"
import { revokeTokensOf } from "./revoke-tokens"

/** How many milliseconds to wait for the provider's metadata, unless it is cached. */
const timeouts = { page: 500, signOut: 3_000 }

/**
 * Ends this browser's session and, if requested, the provider's session. The local session ends first, even if the provider fails.
 * While the database takes no writes, only the cookie is cleared, and the page says so: the visitor can leave a shared device.
 *
 * @param destination where to go afterwards; anything but a path of this site is ignored
 * @param federated true or false, or a form's text; otherwise the provider's file decides
 * @param at the provider whose session ends too; otherwise the one that opened the session
 * @returns the path of this site to go to, or the provider's address that leads there
 */
export async function endSession(destination: unknown, federated?: unknown, at?: unknown): Promise<string> {
  const session = await deleteThisSession().catch((error: unknown) => {
    if (!isReadOnly(error)) throw error
    reportError(error, "")
    return "read-only" as const
  })
  await clearSessionCookie()
  await clearFinishedAttempt()
  if (session === "read-only") return `${config.pages.signOut}?only=cookie`
  const wanted = returnPath(destination, env())
  const returnTo = wanted ?? config.pages.afterSignOut
  const provider = typeof at === "string" && at !== "" ? at : session?.provider
  const client = provider ? await findClient(provider) : undefined
  if (!session || !client || !isFederated(client, String(federated))) return returnTo
  const elsewhere = { ...session, issuer: "", providerSid: null, logoutHint: null }
  const there = provider === session.provider ? session : elsewhere
  return (await providerSignOutUrl(client, there, returnTo)) ?? wanted ?? `${config.pages.signOut}?only=here`
}

async function deleteThisSession(): Promise<DeletedSession | undefined> {
  const visitor = await currentVisitor()
  const tokens = await readAllSessionTokens()
  return transaction(async (tx) => {
    const deleted: DeletedSession[] = []
    for (const token of tokens) deleted.push(...(await deleteSession(tx, token)))
    for (const { userId, provider } of deleted)
      await recordActivity(tx, { event: "signed_out", userId, provider, ...visitor })
    return deleted[0]
  })
}

/** @returns the destination of the `endSession` call with this state, or else the page after a sign-out */
export async function finishProviderSignOut(state: string | null): Promise<string> {
  return (await consumeLogoutState(state)) ?? config.pages.afterSignOut
}

/** The name of the provider that opened the session, if the provider announces quickly that it can end its own; else null. */
export async function providerWithSignOut({ provider }: Pick<Session, "provider">): Promise<string | null> {
  const client = provider ? await findClient(provider) : undefined
  if (!client) return null
  const ctx = { client, flow: { id: "", providerId: client.provider.id } }
  const endpoint = await endSessionEndpoint(ctx, timeouts.page).catch(() => undefined)
  return endpoint ? client.provider.name : null
}

/** The caller's choice, or else the default in the provider's file. */
function isFederated({ provider }: Client, requested: string): boolean {
  if (requested === "true" || requested === "false") return requested === "true"
  return provider.protocol === "oidc" && provider.signOut === "provider"
}

/**
 * Only what the sign-in of this session brought is sent to the provider: its ID token as a hint, and its tokens to be revoked.
 * Without a hint, the provider asks the visitor whether to sign out.
 *
 * @returns undefined if the provider cannot end its session, for any reason
 */
async function providerSignOutUrl(
  client: Client,
  { id, userId, issuer, providerSid, logoutHint }: DeletedSession,
  returnTo: string,
): Promise<string | undefined> {
  const providerId = client.provider.id
  // Another issuer was configured when the session was opened.
  if (issuer && !isIssuerOf(client, issuer)) return undefined
  try {
    await adoptAccountsOf(client)
    const where = { userId, provider: providerId, issuer: issuer || accountIssuers(client) }
    const accounts = await findTokensOfUser(where)
    const own = await Promise.all(accounts.map((account) => tokensOfSession(account, id)))
    afterResponse(async () => {
      for (const tokens of own) if (await revokeTokensOf(tokens)) await clearRevokedTokens(tokens)
    }, providerId)
    const idToken = (await openLogoutHint(logoutHint, id)) ?? (await firstIdToken(own))
    if (idToken === undefined && accounts.every(({ id_token }) => id_token === null)) return undefined
    const ctx = { client, flow: { id: "", providerId } }
    const endpoint = await endSessionEndpoint(ctx, timeouts.signOut)
    if (!endpoint) return undefined
    const state = await setLogoutState(returnTo)
    const returnUri = publicUrl("/api/auth/signout/return")
    return addressForBrowser(endSessionRequest(ctx, endpoint, { idToken, providerSid, returnUri, state }))
  } catch (cause) {
    reportError(cause, providerId)
    return undefined
  }
}

async function firstIdToken(accounts: readonly StoredTokens[]): Promise<string | undefined> {
  const opened = await Promise.all(accounts.map((account) => openToken(account, "id_token", account.row)))
  return opened.find((idToken) => typeof idToken === "string")
}
