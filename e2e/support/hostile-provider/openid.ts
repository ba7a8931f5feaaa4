// OpenID Connect: discovery, keys and ID tokens.
import { remember } from "../leaks"
import type { ProviderUser } from "./behaviour"
import { clientId, metadata } from "./client"
import { respond } from "./respond"
import type { Host, Routes } from "./server"

export function openid(host: Host): Routes {
  return {
    "/.well-known/openid-configuration": (_, response) =>
      respond(response, {
        ...metadata(host.origin),
        ...(host.endsSessions && { end_session_endpoint: `${host.origin}/logout` }),
      }),
    // RFC 8414, for an OAuth 2.0 service that is configured by its issuer.
    "/.well-known/oauth-authorization-server": (_, response) => respond(response, metadata(host.origin)),
    "/other-issuer/.well-known/openid-configuration": (_, response) =>
      respond(response, metadata(host.origin)),
    // An issuer with tenants: they are in a placeholder, and in no `iss` of an authorization response.
    "/common/v2.0/.well-known/openid-configuration": (_, response) =>
      respond(response, {
        ...metadata(host.origin),
        issuer: `${host.origin}/{tenantid}/v2.0`,
        authorization_response_iss_parameter_supported: false,
      }),
    "/jwks": (_, response) => respond(response, { keys: host.signers.map(({ jwk }) => jwk) }),
  }
}

/** @param nonce of the authorization request */
export async function idToken(host: Host, { sub }: ProviderUser, nonce: string): Promise<string> {
  const { claims: change, idToken: forge } = host.behaviour
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: host.origin, aud: clientId, sub, nonce, iat: now, exp: now + 300, auth_time: now }
  const token = await host.signers[0].sign(change?.(claims) ?? claims)
  return remember((await forge?.(token)) ?? token)
}
