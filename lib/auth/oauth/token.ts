// The token endpoint (RFC 6749 sections 4.1.3, 5 and 6).
import * as oauth from "oauth4webapi"
import { callOptions, oauthClient } from "./client-options"
import { clientAuthentication } from "./client-auth"
import { tokenFetch } from "./quirks"
import { AuthError } from "../errors"
import type { RequestContext, AttemptContext, Tokens } from "./protocol"
import { withErrorCode } from "../http/provider-request"

/** Sends the code, and returns the answer as the standard wants it, not yet checked. */
export async function tokenRequest(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  grant: URLSearchParams,
): Promise<Response> {
  const { provider, redirectUri } = ctx.client
  const repeated = provider.repeatedParams?.map((name) => [name, grant.get(name) ?? ""])
  return withErrorCode("token_invalid", async () =>
    oauth.authorizationCodeGrantRequest(
      as,
      oauthClient(ctx),
      await clientAuthentication(ctx, as),
      grant,
      redirectUri,
      provider.pkce === false ? oauth.nopkce : ctx.attempt.codeVerifier,
      { ...tokenOptions(ctx), ...(repeated && { additionalParameters: repeated }) },
    ),
  )
}

/** Asks for new tokens. The answer is as the standard wants it, not yet checked. */
export async function refreshRequest(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  refreshToken: string,
): Promise<Response> {
  return withErrorCode("token_invalid", async () =>
    oauth.refreshTokenGrantRequest(
      as,
      oauthClient(ctx),
      await clientAuthentication(ctx, as),
      refreshToken,
      tokenOptions(ctx),
    ),
  )
}

/** RFC 6749 section 5.2 and OpenID Connect Core section 3.1.2.6; some have names of their own for `invalid_grant`. */
const gone =
  /^(invalid_grant|(bad|invalid|expired)_refresh_token|(interaction|login|consent|account_selection)_required)$/

/**
 * @returns what `refresh` returns, or null where the answer says that the refresh token is good for nothing any more
 * @throws AuthError for everything else, of which some may pass
 */
export async function nullWhenConsentNeeded(refresh: () => Promise<Tokens>): Promise<Tokens | null> {
  try {
    return await refresh()
  } catch (error) {
    const { cause } = error instanceof AuthError ? error : {}
    if (cause instanceof oauth.ResponseBodyError && gone.test(cause.error)) return null
    throw error
  }
}

function tokenOptions(ctx: RequestContext) {
  const options = callOptions("token", ctx)
  return {
    ...options,
    [oauth.customFetch]: tokenFetch(ctx.client.provider, options[oauth.customFetch]),
  }
}

/** Keeps what we know of a token answer, and the rest as it came: no added field can fail a sign-in. */
export function readTokens(answer: oauth.TokenEndpointResponse): Tokens {
  const { access_token, refresh_token, id_token, token_type, scope, expires_in, ...extra } = answer
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    idToken: id_token ?? null,
    tokenType: token_type,
    scope: scope ?? null,
    expiresAt: expires_in === undefined ? null : Math.floor(Date.now() / 1000 + expires_in),
    extra,
  }
}
