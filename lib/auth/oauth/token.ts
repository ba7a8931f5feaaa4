// The token endpoint (RFC 6749 sections 4.1.3, 5 and 6).
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import { fetchFor } from "../http/provider-request"
import { isExactText } from "../shape"
import { failedCheck } from "../telemetry/checks"
import { reportChecks } from "../telemetry/flow-events"
import { withClientAuthentication } from "./client-auth"
import { oauthClient, requestOptions, requestPolicy } from "./client-options"
import { proofOption, withAcceptedProof } from "./dpop"
import { mentionsDpop } from "./hints"
import { withErrorCode } from "./library-errors"
import type { AttemptContext, RequestContext, Tokens } from "./protocol"
import { adaptTokenResponse, tokenFetch } from "./quirks"
import { requireNoPage } from "./readable-response"

/** Exchanges the code for tokens. @returns the token response, adapted to the standard but not yet checked */
export async function tokenRequest(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  grant: URLSearchParams,
): Promise<Response> {
  const { provider, redirectUri } = ctx.client
  const repeated = provider.repeatedParams?.map((name) => [name, grant.get(name) ?? ""])
  if (provider.pkce !== false) reportChecks(ctx.flow, "code_verifier")
  const options = { ...(await tokenOptions(ctx)), ...(repeated && { additionalParameters: repeated }) }
  const verifier = provider.pkce === false ? oauth.nopkce : ctx.attempt.codeVerifier
  const client = oauthClient(ctx)
  const send = () =>
    withClientAuthentication(ctx, as, (authentication) =>
      oauth.authorizationCodeGrantRequest(as, client, authentication, grant, redirectUri, verifier, options),
    )
  return withErrorCode("token_invalid", "token_response", async () =>
    requireNoPage(await withAcceptedProof(ctx, send)),
  )
}

/** Requests new tokens. @returns the token response, adapted to the standard but not yet checked */
export async function refreshRequest(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  refreshToken: string,
): Promise<Response> {
  const options = await tokenOptions(ctx)
  const send = () =>
    withClientAuthentication(ctx, as, (authentication) =>
      oauth.refreshTokenGrantRequest(as, oauthClient(ctx), authentication, refreshToken, options),
    )
  return withErrorCode("token_invalid", "token_response", async () =>
    requireNoPage(await withAcceptedProof(ctx, send)),
  )
}

/**
 * Requests a long-lived access token in exchange for one that is still valid (`longLived` of the provider).
 *
 * @returns the token response, adapted to the standard but not yet checked
 */
export async function longLivedRequest(
  ctx: RequestContext,
  address: string,
  accessToken: string,
): Promise<Response> {
  const url = new URL(address)
  url.searchParams.set("access_token", accessToken)
  const fetch = fetchFor("token", requestPolicy(ctx))
  const options = { method: "GET", headers: { accept: "application/json" }, body: undefined }
  return adaptTokenResponse(ctx.client.provider, await fetch(url.href, options))
}

/**
 * @returns the refreshed tokens, or null if the provider rejects the refresh token permanently
 * @throws AuthError for every other failure, of which some are temporary
 */
export async function nullWhenConsentNeeded(refresh: () => Promise<Tokens>): Promise<Tokens | null> {
  try {
    return await refresh()
  } catch (error) {
    const { cause } = error instanceof AuthError ? error : {}
    const isRejected = cause instanceof oauth.ResponseBodyError && cause.error === "invalid_grant"
    // Without a proof, or with one that the server refuses, the refresh token stays valid.
    if (isRejected && !mentionsDpop(cause.error_description)) return null
    throw error
  }
}

async function tokenOptions(ctx: RequestContext) {
  const options = requestOptions("token", ctx)
  return {
    ...options,
    ...(await proofOption(ctx)),
    [oauth.customFetch]: tokenFetch(ctx.client, options[oauth.customFetch]),
  }
}

/** The longest list of scopes that a provider may grant. */
const maxScopeLength = 10_000

/** RFC 6749 appendix A.12. No header can carry another text, and an error of the request would quote it. */
const accessTokenFormat = /^[ -~]+$/

/**
 * Reads the known fields of a token response; all other fields are in `extra`.
 *
 * @param requested the scopes of the authorization request: a response without a scope grants them (RFC 6749 section 5.1)
 * @throws AuthError token_invalid for an access token of another type than the requested one, and for one that cannot be sent, or
 * a scope that cannot be stored exactly: a shorter one could be another permission
 */
export function readTokens(
  response: oauth.TokenEndpointResponse,
  { dpopKey }: RequestContext,
  requested = "",
): Tokens {
  const { access_token, refresh_token, id_token, token_type, scope, expires_in, ...extra } = response
  requireTokenType(token_type, dpopKey ? "dpop" : "bearer")
  if (!accessTokenFormat.test(access_token))
    throw failedCheck("token_response", {
      code: "token_invalid",
      expected: "access_token: printable characters of ASCII",
      received: "access_token: others",
    })
  if (scope && !isExactText(scope, maxScopeLength))
    throw failedCheck("token_response", {
      code: "token_invalid",
      expected: `scope: at most ${maxScopeLength} characters`,
      received: "scope: more, or one that cannot be stored",
    })
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    idToken: id_token ?? null,
    tokenType: token_type,
    scope: scope ?? (requested || null),
    expiresAt: expires_in === undefined ? null : Math.floor(Date.now() / 1000 + expires_in),
    ...(dpopKey && { dpopKey }),
    extra,
  }
}

/** A thief can use a bearer token, so it is no answer to a request with a proof (RFC 9449 section 5). The other one needs a key. */
function requireTokenType(received: string, expected: "dpop" | "bearer"): void {
  if (received === expected) return
  throw failedCheck("token_response", {
    code: "token_invalid",
    expected: `token_type: ${expected}`,
    received: `token_type: ${received}`,
    hint:
      expected === "dpop"
        ? "The provider ignored the proof and gave a bearer token: allow DPoP for this client there, or remove AUTH_<PROVIDER>_DPOP."
        : "If the provider binds this client's tokens to a key (DPoP), set AUTH_<PROVIDER>_DPOP=on. No other type than bearer and DPoP is supported.",
  })
}
