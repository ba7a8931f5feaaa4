// Providers whose accounts are at servers of many operators (`network` of a provider). All others pass through without cost.
import type { Attempt } from "../attempt"
import { isNetwork as isNetworkProvider } from "../unregistered-client"
import type { CheckedAuthorizationParams } from "./authorization-params"
import type { AttemptContext, RequestContext } from "./protocol"

type Located<Context> = {
  ctx: Context
  params: CheckedAuthorizationParams
  /** Stored with the attempt. */
  server?: Attempt["server"]
}

export function isNetwork({ client }: RequestContext): boolean {
  return isNetworkProvider(client.provider)
}

/**
 * The context at the authorization server of what the visitor named as `login_hint`.
 *
 * @throws AuthError identity_unresolved, provider_unreachable, provider_misconfigured
 */
export async function atNamedServer(
  ctx: AttemptContext,
  params: CheckedAuthorizationParams,
): Promise<Located<AttemptContext>> {
  if (!isNetwork(ctx)) return { ctx, params }
  const { locate } = await import("./atproto")
  const { login_hint: name, ...others } = params
  const { loginHint, ...server } = await locate(ctx, name)
  return {
    ctx: atIssuer(ctx, server.issuer),
    params: { ...others, ...(loginHint !== undefined && { login_hint: loginHint }) },
    server,
  }
}

/** The context at the authorization server with which the attempt began. */
export function atServerOfAttempt(ctx: AttemptContext): AttemptContext {
  const { server } = ctx.attempt
  return isNetwork(ctx) && server ? atIssuer(ctx, server.issuer) : ctx
}

/**
 * The context at the authorization server of an account as it is now: its user may have moved to another one.
 *
 * @throws AuthError identity_unresolved, provider_unreachable
 */
export async function atServerOfAccount<Context extends RequestContext>(
  ctx: Context,
  accountId: string | undefined,
): Promise<Context> {
  if (!isNetwork(ctx)) return ctx
  const { accountIssuer } = await import("./atproto")
  return atIssuer(ctx, await accountIssuer(ctx, accountId ?? ""))
}

/** The servers of accounts, by directory and DID, with the time until which each is used. In memory, since any process can find it anew. */
const servers = new Map<string, { origin: Promise<string>; until: number }>()
const maxServers = 1_000
const maxAgeMs = 60_000

/**
 * The origin of the server that has an account's data, as its DID said within the last minute. Which server gives tokens for it is
 * another question, which a call does not ask.
 *
 * @param isRejected whether a server has just rejected a token: the account may have moved, so its DID is asked again
 * @throws AuthError identity_mismatch, identity_unresolved, provider_unreachable
 */
export async function serverOfAccount(
  ctx: RequestContext,
  accountId: string,
  { isRejected = false } = {},
): Promise<string> {
  const { accountServer } = await import("./atproto")
  const key = `${ctx.client.issuer} ${accountId}`
  const known = servers.get(key)
  if (known && !isRejected && performance.now() < known.until) return known.origin
  const origin = accountServer(ctx, accountId)
  servers.delete(key)
  servers.set(key, { origin, until: performance.now() + maxAgeMs })
  const [oldest] = servers.keys()
  if (servers.size > maxServers && oldest !== undefined) servers.delete(oldest)
  origin.catch(() => servers.delete(key))
  return origin
}

/** Accounts keep the client's own issuer, the directory: it vouches for the user's id, whatever server the user is at. */
function atIssuer<Context extends RequestContext>(ctx: Context, issuer: string): Context {
  const { client } = ctx
  if (client.provider.protocol !== "oauth2") return ctx
  return { ...ctx, client: { ...client, provider: { ...client.provider, issuer } } }
}
