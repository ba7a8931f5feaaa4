// OpenID Connect Core section 5.3: userinfo, as JSON or as a JWT of the issuer.
import * as oauth from "oauth4webapi"
import { callOptions, oauthClient } from "./client-options"
import type { AttemptContext } from "./protocol"
import { withErrorCode } from "../http/provider-request"
import { algorithms, verifySignature } from "./jwt-signature"

/**
 * @param sub the ID token's; userinfo about anybody else is refused
 * @returns no claims where the issuer announces no userinfo, or the provider declares that it adds nothing
 * @throws AuthError userinfo_invalid
 */
export async function readUserinfo(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  accessToken: string,
  sub: string,
): Promise<Record<string, unknown>> {
  const { provider } = ctx.client
  if (!as.userinfo_endpoint || (provider.protocol === "oidc" && provider.userinfo === false)) return {}
  return withErrorCode("userinfo_invalid", async () => {
    const client = oauthClient(ctx)
    const options = { ...callOptions("resource", ctx), headers: new Headers({ ...provider.headers }) }
    const response = await oauth.userInfoRequest(as, client, accessToken, options)
    const jwt = isJwt(response) ? await response.clone().text() : undefined
    // Without an announced list, oauth4webapi would take no algorithm at all.
    const server = { userinfo_signing_alg_values_supported: [...algorithms], ...as }
    const claims = await oauth.processUserInfoResponse(server, client, sub, response)
    if (jwt !== undefined) await verifySignature(ctx, as, jwt)
    return claims
  })
}

function isJwt(response: Response): boolean {
  return /^application\/jwt\b/.test(response.headers.get("content-type") ?? "")
}
