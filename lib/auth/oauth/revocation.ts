// Token revocation (RFC 7009).
import * as oauth from "oauth4webapi"
import { clientAuthentication } from "./client-auth"
import { oauthClient, requestOptions } from "./client-options"
import { withErrorCode } from "./library-errors"
import { authorizationServer as oauth2Server } from "./oauth2"
import { authorizationServer as oidcServer } from "./oidc"
import type { RequestContext } from "./protocol"

export type RevocableToken = { hint: "refresh_token" | "access_token"; token: string }

/**
 * Revokes tokens one after the other. A provider that revokes both with the first request may reject the second one.
 *
 * @returns whether a token was revoked; false if the provider has no revocation endpoint
 * @throws AuthError if no token could be revoked
 */
export async function revokeTokens(ctx: RequestContext, tokens: RevocableToken[]): Promise<boolean> {
  const { protocol } = ctx.client.provider
  if (protocol === "oauth1") return false
  const as = withRevocation(await (protocol === "oidc" ? oidcServer : oauth2Server)(ctx))
  if (!as.revocation_endpoint) return false
  const failures: unknown[] = []
  for (const token of tokens) await revoke(ctx, as, token).catch((error) => failures.push(error))
  if (failures.length > 0 && failures.length === tokens.length) throw failures[0]
  return tokens.length > 0
}

/** Some issuers announce the endpoint under the name that a draft of the metadata had. */
function withRevocation(as: oauth.AuthorizationServer): oauth.AuthorizationServer {
  const { revocation_endpoint = as.token_revocation_endpoint } = as
  return typeof revocation_endpoint === "string" ? { ...as, revocation_endpoint } : as
}

async function revoke(ctx: RequestContext, as: oauth.AuthorizationServer, { hint, token }: RevocableToken) {
  const options = {
    ...requestOptions("revocation", ctx),
    additionalParameters: { token_type_hint: hint },
  }
  return withErrorCode("provider_refused", "token_accepted", async () => {
    const authentication = await clientAuthentication(ctx, as)
    const response = await oauth.revocationRequest(as, oauthClient(ctx), authentication, token, options)
    return oauth.processRevocationResponse(response)
  })
}
