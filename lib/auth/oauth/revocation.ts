// Token revocation (RFC 7009).
import * as oauth from "oauth4webapi"
import type { DpopKey } from "../crypto/dpop-key"
import { withClientAuthentication } from "./client-auth"
import { oauthClient, requestOptions } from "./client-options"
import { proofOption, withAcceptedProof, withDpopKey } from "./dpop"
import { withErrorCode } from "./library-errors"
import { atServerOfAccount } from "./network"
import { authorizationServer as oauth2Server } from "./oauth2"
import { authorizationServer as oidcServer } from "./oidc"
import type { RequestContext } from "./protocol"

export type RevocableToken = {
  hint: "refresh_token" | "access_token"
  token: string
  /** The key to which the token is bound. */
  dpopKey?: DpopKey | undefined
}

/**
 * Revokes tokens one after the other. A provider that revokes both with the first request may reject the second one.
 *
 * @param accountId the user's id at the provider
 * @returns whether a token was revoked; false if the provider has no revocation endpoint
 * @throws AuthError if no token could be revoked
 */
export async function revokeTokens(
  request: RequestContext,
  tokens: RevocableToken[],
  accountId?: string,
): Promise<boolean> {
  const { protocol } = request.client.provider
  if (protocol === "oauth1") return false
  const ctx = await atServerOfAccount(request, accountId)
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

async function revoke(
  requestCtx: RequestContext,
  as: oauth.AuthorizationServer,
  { hint, token, dpopKey }: RevocableToken,
): Promise<void> {
  const ctx = await withDpopKey(requestCtx, dpopKey)
  const client = oauthClient(ctx)
  const options = requestOptions("revocation", ctx)
  const parameters = { token_type_hint: hint }
  const send = () =>
    withClientAuthentication(ctx, as, async (authentication) => {
      if (!ctx.dpopKey)
        return oauth.revocationRequest(as, client, authentication, token, {
          ...options,
          additionalParameters: parameters,
        })
      // RFC 9449 does not mention revocation, but AT Protocol's servers require a proof there too. oauth4webapi adds none to a
      // revocation request; a pushed request is the same form with the client's authentication.
      const server = { ...as, pushed_authorization_request_endpoint: as.revocation_endpoint }
      const form = { ...parameters, token }
      const proof = await proofOption(ctx)
      return oauth.pushedAuthorizationRequest(server, client, authentication, form, { ...options, ...proof })
    })
  return withErrorCode("provider_refused", "token_accepted", async () =>
    oauth.processRevocationResponse(await withAcceptedProof(ctx, send)),
  )
}
