// OAuth 2.0 (RFC 6749) with PKCE (RFC 7636). OpenID Connect builds on the same steps.
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import { readProfile } from "../profile"
import type { OAuth2Provider } from "../providers/types"
import { authorizationGrant, authorizationRequest } from "./authorization"
import { caller, oauthClient } from "./calls"
import { discover } from "./metadata"
import { readPerson } from "./person"
import type { Asking, Protocol, Tokens } from "./protocol"
import { named } from "./request"
import { orNoConsent, readTokens, refreshRequest, tokenRequest } from "./token"

export const oauth2: Protocol = {
  async begin(exchange, wishes) {
    // No answer of plain OAuth 2.0 says when or how somebody signed in, so nobody may rely on it.
    if (wishes.max_age !== undefined || wishes.acr_values !== undefined)
      throw new AuthError("invalid_request", { cause: "max_age and acr_values need OpenID Connect" })
    return authorizationRequest(exchange, await server(exchange), wishes)
  },

  mark: (_, answer) => answer.get("state"),

  async complete(exchange, answer) {
    const as = await server(exchange)
    // Who sends `iss` without having said which one cannot be checked, and must not be locked out.
    if (!provider(exchange).issuer) answer.delete("iss")
    const grant = await authorizationGrant(exchange, as, answer)
    const tokens = await checked(exchange, as, await tokenRequest(exchange, as, grant))
    const person = await readPerson(exchange, tokens, answer)
    return {
      profile: readProfile(person, provider(exchange).profile),
      tokens,
      providerSid: null,
      authenticatedAt: new Date(),
    }
  },

  async refresh(asking, { refreshToken }) {
    const as = await server(asking)
    return orNoConsent(async () => checked(asking, as, await refreshRequest(asking, as, refreshToken)))
  },
}

async function checked(asking: Asking, as: oauth.AuthorizationServer, response: Response): Promise<Tokens> {
  return named("token_invalid", async () =>
    readTokens(
      await oauth.processGenericTokenEndpointResponse(
        as,
        oauthClient(asking),
        await withoutIdToken(response),
      ),
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
export async function server(asking: Asking): Promise<oauth.AuthorizationServer> {
  const { authorization, token, revocation, issuer = asking.client.issuer, discovery } = provider(asking)
  const announced = discovery ? await discover({ issuer, algorithm: discovery }, caller(asking)) : { issuer }
  return {
    ...announced,
    ...(authorization && { authorization_endpoint: authorization }),
    ...(token && { token_endpoint: token }),
    ...(revocation && { revocation_endpoint: revocation }),
  }
}

function provider({ client }: Asking): OAuth2Provider {
  if (client.provider.protocol !== "oauth2") throw new Error(`${client.provider.id} does not speak OAuth 2.0`)
  return client.provider
}
