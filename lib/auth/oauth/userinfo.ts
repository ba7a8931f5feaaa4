// The userinfo endpoint (OpenID Connect Core section 5.3): JSON, or a JWT signed by the issuer. Either may be encrypted.
import * as oauth from "oauth4webapi"
import { algorithms } from "../crypto/algorithms"
import type { OidcProvider, ProfilePaths } from "../providers/types"
import { reportChecks } from "../telemetry/flow-events"
import { oauthClient, requestOptions } from "./client-options"
import { decrypt, isEncrypted } from "./decryption"
import { proofOption, withAcceptedProof } from "./dpop"
import { verifySignature } from "./jwt-signature"
import { withErrorCode } from "./library-errors"
import { firstAlternative, readPath } from "./profile"
import type { AttemptContext } from "./protocol"
import { requireShallowJson } from "./readable-response"

/**
 * Whether a sign-in needs the userinfo request: it is made only for values of the profile that the ID token lacks.
 *
 * @param claims of the ID token
 * @param paths of the provider's profile
 */
export function needsUserinfo(
  { userinfo }: OidcProvider,
  as: oauth.AuthorizationServer,
  claims: oauth.IDToken,
  paths: ProfilePaths,
): boolean {
  if (!as.userinfo_endpoint || userinfo === false) return false
  if (userinfo === true) return true
  const image = firstAlternative(paths.image)
  const required = [paths.name, paths.email, paths.emailVerified].map(firstAlternative)
  const isMissing = (path: string | undefined) => path !== undefined && readPath(claims, path) === undefined
  // Many users have no picture, and many issuers know none: the request would be for nothing.
  const announcesImage = image !== undefined && as.claims_supported?.includes(image) === true
  return required.some(isMissing) || (announcesImage && isMissing(image))
}

/**
 * @param sub the ID token's subject; userinfo about another subject is rejected
 * @throws AuthError userinfo_invalid
 */
export async function readUserinfo(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  accessToken: string,
  sub: string,
): Promise<Record<string, unknown>> {
  const { claims, jwt } = await withErrorCode("userinfo_invalid", "userinfo_response", async () => {
    const client = oauthClient(ctx)
    const options = {
      ...requestOptions("resource", ctx),
      ...(await proofOption(ctx)),
      headers: new Headers({ ...ctx.client.provider.headers }),
    }
    const send = () => oauth.userInfoRequest(as, client, accessToken, options)
    const response = await decrypted(ctx, await withAcceptedProof(ctx, send))
    const body = isJwt(response) ? await response.clone().text() : undefined
    if (body !== undefined) requireShallowJson(body, "userinfo_response", "userinfo_invalid")
    // Without an announced list, oauth4webapi would accept no algorithm.
    const server = { userinfo_signing_alg_values_supported: [...algorithms], ...as }
    return { claims: await oauth.processUserInfoResponse(server, client, sub, response), jwt: body }
  })
  reportChecks(ctx.flow, "userinfo_response", "userinfo_sub")
  if (jwt !== undefined) await verifyUserinfo(ctx, as, jwt)
  return claims
}

/** Its encryption is registered separately from the ID token's, so a response that is not encrypted is accepted too. */
async function decrypted(ctx: AttemptContext, response: Response): Promise<Response> {
  if (!isJwt(response)) return response
  const text = await response.text()
  if (!isEncrypted(text)) return new Response(text, response)
  const content = await decrypt(ctx, text, "userinfo_invalid")
  const type = content.split(".").length === 3 ? "application/jwt" : "application/json"
  return new Response(content, { status: response.status, headers: { "content-type": type } })
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
