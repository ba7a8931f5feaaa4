import { after } from "next/server.js"
import { transaction } from "../../sql"
import { env } from "../../env"
import { recordActivity } from "../store/activity"
import { type Client, clients } from "../clients"
import { config } from "../config"
import { clearRevokedTokens, findProviderTokens } from "../store/provider-tokens"
import { setLogoutState, consumeLogoutState } from "../cookies/logout-state"
import { endSessionEndpoint, logoutRequest } from "../oauth"
import { reportError } from "../report-error"
import { returnPath } from "../http/return-path"
import { type DeletedSession, deleteSession, clearSessionCookie, type Session } from "../store/sessions"
import { openToken } from "../store/sealed-tokens"
import { currentVisitor } from "../http/visitor"
import { revokeAccount } from "./revoke-tokens"

/** How many milliseconds the provider has to say where it ends sessions, unless it is known. */
const patience = { page: 500, signOut: 3_000 }

/**
 * Ends this browser's session; where that is wanted, the provider's as well. Ours ends first, and in any case.
 *
 * @param destination where to go then; anything but a path of this site is ignored
 * @param federated true or false, or what a form says; otherwise the provider's file decides
 * @returns the path of this site to go to, or the provider's address that leads there
 */
export async function endSession(destination: unknown, federated?: unknown): Promise<string> {
  const visitor = await currentVisitor()
  const session = await transaction(async (tx) => {
    const closed = await deleteSession(tx)
    const { userId, provider } = closed ?? {}
    if (userId) await recordActivity(tx, { event: "signed_out", userId, provider, ...visitor })
    return closed
  })
  await clearSessionCookie()
  const wanted = returnPath(destination, env().origin)
  const returnTo = wanted ?? config.pages.afterSignOut
  const client = clientOf(session?.provider)
  if (!session || !client || !isFederated(client, String(federated))) return returnTo
  return (
    (await providerSignOutUrl(client, session, returnTo)) ?? wanted ?? `${config.pages.signOut}?only=here`
  )
}

/** @returns where the visitor of `endSession` wanted to go, for an answer that belongs to this browser's trip */
export async function finishProviderSignOut(state: string | null): Promise<string> {
  return (await consumeLogoutState(state)) ?? config.pages.afterSignOut
}

/** The name of the provider that a session was opened with, if it can end its own and says so quickly; else null. */
export async function providerWithSignOut({ provider }: Pick<Session, "provider">): Promise<string | null> {
  const client = clientOf(provider)
  if (!client) return null
  const ctx = { client, flow: { id: "", provider: client.provider.id } }
  const endpoint = await endSessionEndpoint(ctx, patience.page).catch(() => undefined)
  return endpoint ? client.provider.name : null
}

function clientOf(id: string | null | undefined): Client | undefined {
  return clients().find(({ provider }) => provider.id === id)
}

/** What was asked for, else what the provider's file says. */
function isFederated({ provider }: Client, asked: string): boolean {
  if (asked === "true" || asked === "false") return asked === "true"
  return provider.protocol === "oidc" && provider.signOut === "provider"
}

/** @returns undefined where the provider cannot be told, whatever the reason */
async function providerSignOutUrl(
  client: Client,
  { userId, providerSid }: DeletedSession,
  returnTo: string,
): Promise<string | undefined> {
  const provider = client.provider.id
  try {
    const account = await findProviderTokens({ userId, provider })
    if (!account) return undefined
    after(async () => {
      if (await revokeAccount(account)) await clearRevokedTokens(account)
    })
    const idToken = await openToken(account, "id_token", account.row)
    if (typeof idToken !== "string") return undefined
    const ctx = { client, flow: { id: "", provider } }
    const endpoint = await endSessionEndpoint(ctx, patience.signOut)
    if (!endpoint) return undefined
    const state = await setLogoutState(returnTo)
    const returnUri = `${env().origin}/api/auth/signout/return`
    return logoutRequest(ctx, endpoint, { idToken, providerSid, returnUri, state })
  } catch (cause) {
    reportError(cause, provider)
    return undefined
  }
}
