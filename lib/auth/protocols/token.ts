// The token endpoint (RFC 6749 sections 4.1.3 and 5).
import * as oauth from "oauth4webapi"
import { callOptions, oauthClient } from "./calls"
import { clientAuthentication } from "./client-auth"
import { tokenFetch } from "./dialect"
import type { Exchange, Tokens } from "./protocol"
import { named } from "./request"

/** Sends the code, and returns the answer as the standard wants it, not yet checked. */
export async function tokenRequest(
  exchange: Exchange,
  as: oauth.AuthorizationServer,
  grant: URLSearchParams,
): Promise<Response> {
  const { provider, redirectUri } = exchange.client
  const options = callOptions("token", exchange)
  return named("token_invalid", async () =>
    oauth.authorizationCodeGrantRequest(
      as,
      oauthClient(exchange),
      await clientAuthentication(exchange, as),
      grant,
      redirectUri,
      provider.pkce === false ? oauth.nopkce : exchange.attempt.codeVerifier,
      { ...options, [oauth.customFetch]: tokenFetch(provider, options[oauth.customFetch]) },
    ),
  )
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
