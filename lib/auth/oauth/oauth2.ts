// OAuth 2.0 (RFC 6749) with PKCE (RFC 7636). OpenID Connect builds on the same steps.
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import { readProfile } from "./profile"
import type { OAuth2Provider } from "../providers/types"
import { authorizationGrant, authorizationRequest } from "./authorization"
import { requestPolicy, oauthClient } from "./client-options"
import { discover } from "./discovery"
import { readRawProfile } from "./raw-profile"
import type { RequestContext, Protocol, Tokens } from "./protocol"
import { withErrorCode } from "../http/provider-request"
import { nullWhenConsentNeeded, readTokens, refreshRequest, tokenRequest } from "./token"

export const oauth2: Protocol = {
  async begin(ctx, params) {
    // No answer of plain OAuth 2.0 says when or how somebody signed in, so nobody may rely on it.
    if (params.max_age !== undefined || params.acr_values !== undefined)
      throw new AuthError("invalid_request", { cause: "max_age and acr_values need OpenID Connect" })
    return authorizationRequest(ctx, await authorizationServer(ctx), params)
  },

  mark: (_, answer) => answer.get("state"),

  async complete(ctx, answer) {
    const as = await authorizationServer(ctx)
    // Who sends `iss` without having said which one cannot be checked, and must not be locked out.
    if (!oauth2Provider(ctx).issuer) answer.delete("iss")
    const grant = await authorizationGrant(ctx, as, answer)
    const tokens = await checked(ctx, as, await tokenRequest(ctx, as, grant))
    const person = await readRawProfile(ctx, tokens, answer)
    return {
      profile: readProfile(person, oauth2Provider(ctx).profile),
      tokens,
      providerSid: null,
      authenticatedAt: new Date(),
    }
  },

  async refresh(ctx, { refreshToken }) {
    const as = await authorizationServer(ctx)
    return nullWhenConsentNeeded(async () => checked(ctx, as, await refreshRequest(ctx, as, refreshToken)))
  },
}

async function checked(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  response: Response,
): Promise<Tokens> {
  return withErrorCode("token_invalid", async () =>
    readTokens(
      await oauth.processGenericTokenEndpointResponse(as, oauthClient(ctx), await withoutIdToken(response)),
    ),
  )
}

/** Plain OAuth 2.0 promises nothing about an ID token: it is neither checked nor kept. */
async function withoutIdToken(response: Response): Promise<Response> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return Object(body).id_token === undefined
    ? response
    : Response.json({ ...Object(body), id_token: undefined }, { status: response.status })
}

/** What is known of the provider's addresses: announced, or declared in its file. */
export async function authorizationServer(ctx: RequestContext): Promise<oauth.AuthorizationServer> {
  const { authorization, token, revocation, issuer = ctx.client.issuer, discovery } = oauth2Provider(ctx)
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
  if (client.provider.protocol !== "oauth2") throw new Error(`${client.provider.id} does not speak OAuth 2.0`)
  return client.provider
}
