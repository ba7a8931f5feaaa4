// OpenID Connect Core 1.0, authorization code flow: OAuth 2.0 plus a nonce and a checked ID token.
import { compactVerify, errors as joseErrors } from "jose"
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import { readProfile } from "../profile"
import type { ProfilePaths } from "../providers/types"
import { discover, signingKeys } from "./metadata"
import {
  authorizationGrant,
  authorizationRequest,
  caller,
  callOptions,
  oauthClient,
  readTokens,
  tokenRequest,
} from "./oauth2"
import type { Exchange, Protocol } from "./protocol"
import { named } from "./request"

/** OpenID Connect Core section 5.1. */
const standardClaims: ProfilePaths = {
  id: "sub",
  name: "name|preferred_username|nickname",
  email: "email",
  emailVerified: "email_verified",
  image: "picture",
}

/** Signatures by the issuer's own key pair; never `none`, never a shared secret. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
]

export const oidc: Protocol = {
  async begin(exchange) {
    const as = await discover(exchange.client.issuer, caller(exchange))
    return authorizationRequest(exchange, as, { nonce: exchange.attempt.nonce })
  },

  mark: (_, answer) => answer.get("state"),

  async complete(exchange, answer) {
    const as = await discover(exchange.client.issuer, caller(exchange))
    const grant = await authorizationGrant(exchange, as, answer)
    const response = await tokenRequest(exchange, as, grant)
    const body = await named("id_token_invalid", () =>
      oauth.processAuthorizationCodeResponse(as, oauthClient(exchange), response, {
        expectedNonce: exchange.attempt.nonce,
        requireIdToken: true,
      }),
    )
    await verifySignature(exchange, as, body.id_token ?? "")
    const claims = oauth.getValidatedIdTokenClaims(body)
    if (!claims) throw new AuthError("id_token_invalid")
    const person = merge(claims, await userinfo(exchange, as, body.access_token, claims.sub))
    return {
      profile: readProfile(person, profilePaths(exchange)),
      tokens: readTokens(body),
      providerSid: typeof claims.sid === "string" ? claims.sid : null,
    }
  },
}

/** OpenID Connect Core section 3.1.3.7, point 6. The other points are oauth4webapi's. */
async function verifySignature(
  exchange: Exchange,
  as: oauth.AuthorizationServer,
  idToken: string,
): Promise<void> {
  const verify = async (renew: boolean) =>
    compactVerify(idToken, await signingKeys(as, caller(exchange), { renew }), { algorithms })
  await named("id_token_invalid", async () => {
    try {
      await verify(false)
    } catch (error) {
      if (!(error instanceof joseErrors.JWKSNoMatchingKey)) throw error
      await verify(true)
    }
  })
}

/** OpenID Connect Core section 5.3; its `sub` must be the ID token's. */
async function userinfo(exchange: Exchange, as: oauth.AuthorizationServer, accessToken: string, sub: string) {
  if (!as.userinfo_endpoint) return {}
  return named("userinfo_invalid", async () => {
    const client = oauthClient(exchange)
    const response = await oauth.userInfoRequest(as, client, accessToken, callOptions("resource", exchange))
    return oauth.processUserInfoResponse(as, client, sub, response)
  })
}

/** An address and its verification come from the same place, or a verified one could vouch for another. */
function merge(claims: oauth.IDToken, info: Partial<oauth.UserInfoResponse>): Record<string, unknown> {
  const { email_verified, ...rest } = claims
  return info.email === undefined || info.email === claims.email
    ? { ...rest, email_verified, ...info }
    : { ...rest, ...info }
}

function profilePaths({ client }: Exchange): ProfilePaths {
  return (client.provider.protocol === "oidc" && client.provider.profile) || standardClaims
}
