// Accounts at servers of many operators (AT Protocol, atproto.com/specs/oauth). Loaded only for a provider that declares `network`.
import type * as oauth from "oauth4webapi"
import { AuthError } from "../../errors"
import { isRecord } from "../../shape"
import { failedCheck, requireCheck } from "../../telemetry/checks"
import { requestWithToken } from "../api"
import { requestPolicy } from "../client-options"
import type { AttemptContext, RequestContext, Tokens } from "../protocol"
import {
  confirmedHandle,
  identityOfHandle,
  issuerOfServer,
  readIdentity,
  readJson,
  type Identity,
  type Network,
} from "./identity"
import { isDid, readName } from "./names"

export { serverMetadata } from "./identity"

/** The authorization server of an attempt, and the account that the visitor named. */
export type Located = { issuer: string; account?: string | undefined }

/**
 * Finds the authorization server for what the visitor named: a handle, a DID or a server. Without a name it is the owner's default.
 *
 * @param name for an account it also is the `login_hint` of the authorization request
 * @throws AuthError identity_unresolved, provider_unreachable, provider_misconfigured
 */
export async function locate(
  ctx: RequestContext,
  name: string | undefined,
): Promise<Located & { loginHint?: string }> {
  const network = networkOf(ctx)
  const { policy } = network
  const text = name ?? defaultServer(ctx)
  const named = readName(text, policy)
  if (!named)
    throw failedCheck("identity_name", {
      code: "identity_unresolved",
      expected: "a handle, a DID or the address of a server",
      received: "another text",
    })
  if (named.type === "server")
    return { issuer: await issuerOfServer(named.origin, network, { isAccountServer: false }) }
  const identity =
    named.type === "handle"
      ? await identityOfHandle(named.handle, network)
      : await readIdentity(named.did, network)
  const issuer = await issuerOfServer(identity.server, network, { isAccountServer: true })
  return { issuer, account: identity.did, loginHint: named.type === "handle" ? named.handle : named.did }
}

/**
 * The server of an account as its DID says now: it may have moved since its user signed in.
 *
 * @throws AuthError identity_mismatch, identity_unresolved, provider_unreachable
 */
export async function accountServer(ctx: RequestContext, did: string): Promise<string> {
  const network = networkOf(ctx)
  if (!isDid(did, network.policy)) throw wrongAccount("a DID", "another id")
  return (await readIdentity(did, network)).server
}

/**
 * The authorization server of an account's server.
 *
 * @throws AuthError identity_mismatch, identity_unresolved, provider_unreachable
 */
export async function accountIssuer(ctx: RequestContext, did: string): Promise<string> {
  return issuerOfServer(await accountServer(ctx, did), networkOf(ctx), { isAccountServer: true })
}

/**
 * Proves that the account of the tokens is the one that the visitor named, and that its DID leads to the server that gave them: without
 * this, any server could sign in as any account. Then reads the public profile.
 *
 * @returns the raw profile
 * @throws AuthError identity_mismatch, identity_unresolved, provider_unreachable, scope_not_granted
 */
export async function proveAccount(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  tokens: Tokens,
): Promise<Record<string, unknown>> {
  const network = networkOf(ctx)
  const { sub } = tokens.extra
  const { account } = ctx.attempt.server ?? {}
  if (!isDid(sub, network.policy)) throw wrongAccount("sub: a DID", "another id, or none")
  if (account !== undefined && sub !== account) throw wrongAccount(`sub: ${account}`, `sub: ${sub}`)
  const identity = await readIdentity(sub, network)
  const issuer = await issuerOfServer(identity.server, network, { isAccountServer: true })
  requireCheck(ctx.flow, "identity_subject", issuer === as.issuer, {
    code: "identity_mismatch",
    expected: `the authorization server of the account, ${issuer}`,
    received: as.issuer,
  })
  requireScope(tokens.scope)
  const [handle, record, email] = await Promise.all([
    confirmedHandle(identity, network),
    publicProfile(identity, network),
    tokens.scope?.split(" ").includes("transition:email")
      ? emailAddress(ctx, identity, tokens.accessToken)
      : null,
  ])
  return { did: sub, handle, server: identity.server, email, ...record, token: tokens.extra }
}

/** The response to a refresh must be about the same account. */
export function requireSubject({ extra }: Tokens, did: string): void {
  if (extra.sub !== did) throw wrongAccount(`sub: ${did}`, "another sub")
}

function wrongAccount(expected: string, received: string): AuthError {
  return failedCheck("identity_subject", { code: "identity_mismatch", expected, received })
}

/** Without the scope, the server does not vouch for `sub`. */
function requireScope(scope: string | null): void {
  if (scope?.split(" ").includes("atproto")) return
  throw failedCheck("token_response", {
    code: "token_invalid",
    expected: "scope: atproto",
    received: `scope: ${scope === null ? "none" : "others"}`,
  })
}

/** The record that every account may have at its server, readable without a token. Its absence or failure costs only name and picture. */
async function publicProfile(
  { did, server }: Identity,
  { policy }: Network,
): Promise<{ displayName?: unknown; avatar?: string }> {
  const query = new URLSearchParams({ repo: did, collection: "app.bsky.actor.profile", rkey: "self" })
  const { body } = await readJson(`${server}/xrpc/com.atproto.repo.getRecord?${query}`, policy).catch(
    nothingIfFailed,
  )
  const record = isRecord(body) && isRecord(body.value) ? body.value : {}
  const cid = isRecord(record.avatar) && isRecord(record.avatar.ref) ? record.avatar.ref.$link : undefined
  return {
    displayName: record.displayName,
    ...(typeof cid === "string" && {
      avatar: `${server}/xrpc/com.atproto.sync.getBlob?${new URLSearchParams({ did, cid })}`,
    }),
  }
}

/** Only the account's own server knows it, so it is an address that the server claims, and never a verified one. */
async function emailAddress(
  ctx: AttemptContext,
  { server }: Identity,
  accessToken: string,
): Promise<unknown> {
  const { fetchFor } = await import("../../http/provider-request")
  const url = new URL(`${server}/xrpc/com.atproto.server.getSession`)
  const request = {
    url,
    accessToken,
    method: "GET",
    headers: { accept: "application/json" },
    body: undefined,
  }
  const response = await requestWithToken(ctx, request, fetchFor("resource", requestPolicy(ctx))).catch(
    nothingIfFailed,
  )
  const body: unknown =
    response instanceof Response && response.ok ? await response.json().catch(() => null) : null
  return isRecord(body) ? body.email : null
}

function nothingIfFailed(error: unknown): { body: undefined } {
  if (error instanceof AuthError) return { body: undefined }
  throw error
}

function networkOf(ctx: RequestContext): Network {
  return { directory: ctx.client.provider.settings?.directory ?? "", policy: requestPolicy(ctx) }
}

function defaultServer({ client }: RequestContext): string {
  return client.provider.settings?.server ?? ""
}
