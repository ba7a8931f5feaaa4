// The userinfo endpoint (OpenID Connect Core section 5.3): JSON, or a JWT signed by the issuer.
import * as oauth from "oauth4webapi"
import { reportChecks } from "../telemetry/flow-events"
import { oauthClient, requestOptions } from "./client-options"
import { algorithms, verifySignature } from "./jwt-signature"
import { withErrorCode } from "./library-errors"
import type { AttemptContext } from "./protocol"

/**
 * @param sub the ID token's subject; userinfo about another subject is rejected
 * @returns no claims if the issuer announces no userinfo endpoint, or the provider declares `userinfo: false`
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
  const { claims, jwt } = await withErrorCode("userinfo_invalid", "userinfo_response", async () => {
    const client = oauthClient(ctx)
    const options = { ...requestOptions("resource", ctx), headers: new Headers({ ...provider.headers }) }
    const response = await oauth.userInfoRequest(as, client, accessToken, options)
    const body = isJwt(response) ? await response.clone().text() : undefined
    // Without an announced list, oauth4webapi would accept no algorithm.
    const server = { userinfo_signing_alg_values_supported: [...algorithms], ...as }
    return { claims: await oauth.processUserInfoResponse(server, client, sub, response), jwt: body }
  })
  reportChecks(ctx.flow, "userinfo_response", "userinfo_sub")
  if (jwt !== undefined) await verifyUserinfo(ctx, as, jwt)
  return claims
}

async function verifyUserinfo(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  jwt: string,
): Promise<void> {
  await withErrorCode("userinfo_invalid", "userinfo_signature", () => verifySignature(ctx, as, jwt))
  reportChecks(ctx.flow, "userinfo_signature")
}

function isJwt(response: Response): boolean {
  return /^application\/jwt\b/.test(response.headers.get("content-type") ?? "")
}
