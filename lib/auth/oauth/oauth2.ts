// OAuth 2.0 (RFC 6749) with PKCE (RFC 7636). OpenID Connect builds on the same steps.
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import type { OAuth2Provider } from "../providers/types"
import { isRecord } from "../shape"
import { reportChecks } from "../telemetry/flow-events"
import { authorizationRequest, checkAuthorizationResponse } from "./authorization"
import { requireNoOpenIdParams } from "./authorization-params"
import { oauthClient, requestPolicy } from "./client-options"
import { discover } from "./discovery"
import { withDpopKey } from "./dpop"
import { withErrorCode } from "./library-errors"
import { atNamedServer, atServerOfAccount, atServerOfAttempt, isNetwork } from "./network"
import { readProfile } from "./profile"
import type { AttemptContext, Protocol, RequestContext, Tokens } from "./protocol"
import { readRawProfile } from "./raw-profile"
import { requestedScope } from "./scopes"
import { longLivedRequest, nullWhenConsentNeeded, readTokens, refreshRequest, tokenRequest } from "./token"

export const oauth2: Protocol = {
  async begin(requested, requestedParams) {
    requireNoOpenIdParams(requested.flow, requestedParams)
    const { ctx, params, server } = await atNamedServer(requested, requestedParams)
    const redirect = await authorizationRequest(ctx, await authorizationServer(ctx), params)
    return server ? { ...redirect, server } : redirect
  },

  attemptKey: (_, response) => response.get("state"),

  async complete(attemptCtx, response) {
    const ctx = await withDpopKey(atServerOfAttempt(attemptCtx), attemptCtx.attempt.dpopKey)
    const as = await authorizationServer(ctx)
    // Without a known issuer, `iss` cannot be checked, and providers that send it must still work.
    if (!oauth2Provider(ctx).issuer) response.delete("iss")
    const grant = await checkAuthorizationResponse(ctx, as, response)
    // The AT Protocol requires the scopes in the response.
    const requested = isNetwork(ctx) ? undefined : requestedScope(ctx.client.provider, ctx.attempt)
    const received = await checkTokenResponse(ctx, as, await tokenRequest(ctx, as, grant), requested)
    const tokens = await withLongLivedToken(ctx, as, received)
    const rawProfile = isNetwork(ctx)
      ? await (await import("./atproto")).proveAccount(ctx, as, tokens)
      : await readRawProfile(ctx, tokens, response)
    const profile = readProfile(rawProfile, oauth2Provider(ctx).profile)
    reportChecks(ctx.flow, "profile_id")
    const { issuer } = ctx.client
    const proved = { providerSid: null, logoutHint: null, authenticatedAt: null, acr: null }
    return { issuer, profile, rawProfile, tokens, ...proved }
  },

  async refresh(requestCtx, { refreshToken, dpopKey, accountId }) {
    const ctx = await withDpopKey(await atServerOfAccount(requestCtx, accountId), dpopKey)
    const { refresh, longLived } = oauth2Provider(ctx)
    const announced = await authorizationServer(ctx)
    const as = refresh ? { ...announced, token_endpoint: refresh } : announced
    return nullWhenConsentNeeded(async () =>
      longLived && refresh
        ? readLongLived(ctx, as, await longLivedRequest(ctx, refresh, refreshToken))
        : requireAccount(
            ctx,
            await checkTokenResponse(ctx, as, await refreshRequest(ctx, as, refreshToken)),
            accountId,
          ),
    )
  },
}

/** In the AT Protocol a refreshed token names its account, which must be the same. */
async function requireAccount(
  ctx: RequestContext,
  tokens: Tokens,
  accountId: string | undefined,
): Promise<Tokens> {
  if (isNetwork(ctx)) (await import("./atproto")).requireSubject(tokens, accountId ?? "")
  return tokens
}

/** How long a token lives that is to be exchanged. The services state it in their documentation and not in the response. */
const shortLivedSeconds = 3600

/** A sign-in does not need a long-lived token, so it continues with the short-lived one if the exchange fails. */
async function withLongLivedToken(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  tokens: Tokens,
): Promise<Tokens> {
  const { longLived } = oauth2Provider(ctx)
  if (!longLived) return tokens
  try {
    const response = await longLivedRequest(ctx, longLived.exchange, tokens.accessToken)
    const { extra, scope, ...exchanged } = await readLongLived(ctx, as, response)
    return { ...exchanged, scope: scope ?? tokens.scope, extra: { ...tokens.extra, ...extra } }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return { ...tokens, expiresAt: tokens.expiresAt ?? Math.floor(Date.now() / 1000) + shortLivedSeconds }
  }
}

/** A long-lived token is renewed with itself. */
async function readLongLived(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  response: Response,
): Promise<Tokens> {
  const tokens = await checkTokenResponse(ctx, as, response)
  return { ...tokens, refreshToken: tokens.accessToken }
}

async function checkTokenResponse(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  response: Response,
  requested?: string,
): Promise<Tokens> {
  return withErrorCode("token_invalid", "token_response", async () => {
    const checked = await withoutIdToken(response)
    const body = await oauth.processGenericTokenEndpointResponse(as, oauthClient(ctx), checked)
    reportChecks(ctx.flow, "token_accepted", "token_response")
    return readTokens(body, ctx, requested)
  })
}

/** Plain OAuth 2.0 does not define an ID token, so it is neither checked nor stored. */
async function withoutIdToken(response: Response): Promise<Response> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return isRecord(body) && body.id_token !== undefined
    ? Response.json({ ...body, id_token: undefined }, { status: response.status })
    : response
}

/** The provider's endpoints: announced by discovery, or declared in its file. */
export async function authorizationServer(ctx: RequestContext): Promise<oauth.AuthorizationServer> {
  const { authorization, token, revocation, issuer = ctx.client.issuer, discovery } = oauth2Provider(ctx)
  if (isNetwork(ctx)) return (await import("./atproto")).serverMetadata(issuer, requestPolicy(ctx))
  const announced = discovery
    ? await discover({ issuer, algorithm: discovery }, requestPolicy(ctx))
    : { issuer }
  return {
    ...announced,
    ...(authorization && { authorization_endpoint: authorization }),
    ...(token && { token_endpoint: token }),
    ...(revocation && { revocation_endpoint: revocation }),
  }
}

function oauth2Provider({ client }: RequestContext): OAuth2Provider {
  if (client.provider.protocol !== "oauth2")
    throw new Error(`${client.provider.id} is not an OAuth 2.0 provider`)
  return client.provider
}
