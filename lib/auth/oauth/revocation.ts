// RFC 7009: gives tokens back, so that nobody can use them any more.
import * as oauth from "oauth4webapi"
import { callOptions, oauthClient } from "./client-options"
import { clientAuthentication } from "./client-auth"
import { authorizationServer as oauth2Server } from "./oauth2"
import { authorizationServer as oidcServer } from "./oidc"
import type { RequestContext } from "./protocol"
import { withErrorCode } from "../http/provider-request"

export type Revocable = [hint: "refresh_token" | "access_token", token: string]

/**
 * @param tokens tried one after the other; a provider that ends one with the other may call the second an error
 * @returns whether the provider revoked one; false where it has no place for it
 * @throws AuthError naming why none could be revoked
 */
export async function revokeTokens(ctx: RequestContext, tokens: Revocable[]): Promise<boolean> {
  const { protocol } = ctx.client.provider
  if (protocol === "oauth1") return false
  const as = await (protocol === "oidc" ? oidcServer : oauth2Server)(ctx)
  if (!as.revocation_endpoint) return false
  const failures: unknown[] = []
  for (const token of tokens) await revoke(ctx, as, token).catch((error) => failures.push(error))
  if (failures.length > 0 && failures.length === tokens.length) throw failures[0]
  return tokens.length > 0
}

async function revoke(ctx: RequestContext, as: oauth.AuthorizationServer, [hint, token]: Revocable) {
  const options = {
    ...callOptions("revocation", ctx),
    additionalParameters: { token_type_hint: hint },
  }
  return withErrorCode("provider_refused", async () => {
    const proof = await clientAuthentication(ctx, as)
    const response = await oauth.revocationRequest(as, oauthClient(ctx), proof, token, options)
    return oauth.processRevocationResponse(response)
  })
}
