// OpenID Connect Core 1.0, authorization code flow: OAuth 2.0 plus a nonce and a checked ID token.
import { decodeJwt } from "jose"
import * as oauth from "oauth4webapi"
import { parseJson } from "../../json"
import { AuthError } from "../errors"
import { readProfile } from "../profile"
import type { OidcProvider, ProfilePaths } from "../providers/types"
import { authorizationGrant, authorizationRequest } from "./authorization"
import { caller, oauthClient } from "./calls"
import { discover, signingKeys } from "./metadata"
import { readPerson } from "./person"
import type { Asking, Exchange, Protocol, Tokens } from "./protocol"
import { named } from "./request"
import { verifySharedSignature, verifySignature } from "./signature"
import { orNoConsent, readTokens, refreshRequest, tokenRequest } from "./token"
import { readUserinfo } from "./userinfo"

/** OpenID Connect Core section 5.1. */
const standardClaims: ProfilePaths = {
  id: "sub",
  name: "name|preferred_username|nickname",
  email: "email",
  emailVerified: "email_verified",
  image: "picture",
}

export const oidc: Protocol = {
  async begin(exchange, wishes) {
    const { nonce } = exchange.attempt
    return authorizationRequest(exchange, await server(exchange), { ...wishes, nonce })
  },

  mark: (_, answer) => answer.get("state"),

  async complete(exchange, answer) {
    const { profile = standardClaims } = provider(exchange)
    const as = await server(exchange)
    // A template fits no `iss`; the ID token's own is checked against the tenant it names.
    if (as.issuer.includes("{")) answer.delete("iss")
    const grant = await authorizationGrant(exchange, as, answer)
    const response = await tokenRequest(exchange, as, grant)
    const { body, claims } = await named("id_token_invalid", () => readIdToken(exchange, as, response))
    const tokens = readTokens(body)
    const info = await readUserinfo(exchange, as, body.access_token, claims.sub)
    const person = await readPerson(exchange, tokens, answer, merge(claims, info))
    return {
      profile: readProfile(person, profile),
      tokens,
      providerSid: typeof claims.sid === "string" ? claims.sid : null,
      authenticatedAt: new Date(Math.min((claims.auth_time ?? Infinity) * 1000, Date.now())),
    }
  },

  async refresh(asking, { refreshToken, idToken }) {
    const as = await server(asking)
    // The keys come first: once the refresh token is used, there is no way back.
    if (idToken && !provider(asking).idTokenAlg) await signingKeys(as, caller(asking))
    return orNoConsent(async () => {
      const response = await refreshRequest(asking, as, refreshToken)
      return named("id_token_invalid", () => readRefreshed(asking, as, response, idToken))
    })
  },
}

/** Checks the ID token: claims, nonce and age by oauth4webapi, signature and acr here. */
async function readIdToken(exchange: Exchange, as: oauth.AuthorizationServer, response: Response) {
  const { nonceEchoed, params } = provider(exchange)
  const { nonce, maxAge, acrValues = params?.acr_values } = exchange.attempt
  const { unchecked, again } = await peek(response)
  const hasNonce = nonceEchoed !== false || unchecked.nonce !== undefined
  const body = await oauth.processAuthorizationCodeResponse(
    withTenant(exchange, as, unchecked),
    idTokenClient(exchange),
    again,
    {
      ...(hasNonce && { expectedNonce: nonce }),
      ...(maxAge !== undefined && { maxAge }),
      requireIdToken: true,
    },
  )
  const claims = oauth.getValidatedIdTokenClaims(body)
  if (!claims) throw new AuthError("id_token_invalid")
  await verify(exchange, as, body.id_token)
  if (acrValues !== undefined && !acrValues.split(" ").some((acr) => acr === claims.acr))
    throw new AuthError("id_token_invalid", { cause: `acr is none of ${acrValues}` })
  return { body, claims }
}

/**
 * An ID token that a refresh brings must be about the same sign-in as the older one (OpenID Connect Core 12.2);
 * without an older one it is not kept.
 */
async function readRefreshed(
  asking: Asking,
  as: oauth.AuthorizationServer,
  response: Response,
  older: string | undefined,
): Promise<Tokens> {
  const { unchecked, again } = await peek(response)
  const tenant = withTenant(asking, as, unchecked)
  const body = await oauth.processRefreshTokenResponse(tenant, idTokenClient(asking), again)
  const claims = oauth.getValidatedIdTokenClaims(body)
  if (!claims || !older) return { ...readTokens(body), idToken: null }
  await verify(asking, as, body.id_token)
  const before = decodeJwt(older)
  for (const name of ["iss", "sub", "azp", "nonce", "auth_time"]) {
    const mayBeLeftOut = name === "nonce" || name === "auth_time"
    if (claims[name] !== before[name] && !(mayBeLeftOut && claims[name] === undefined))
      throw new Error(`the new ID token has another ${name}`)
  }
  return readTokens(body)
}

function idTokenClient(asking: Asking): oauth.Client {
  const { idTokenAlg } = provider(asking)
  return { ...oauthClient(asking), ...(idTokenAlg && { id_token_signed_response_alg: idTokenAlg }) }
}

/** Verifies what the issuer signs for us: with its own key, or the client secret where the provider declares it. */
export async function verify(asking: Asking, as: oauth.AuthorizationServer, idToken = ""): Promise<void> {
  const isShared = provider(asking).idTokenAlg !== undefined
  await (isShared ? verifySharedSignature(asking, idToken) : verifySignature(asking, as, idToken))
}

/**
 * The claims before any check: they choose what to check against, and nothing else.
 *
 * @returns beside them the answer `again`, since it can be read but once
 * @throws Error where the ID token is no signed JWT; oauth4webapi would quote an encrypted one
 */
async function peek(response: Response): Promise<{ unchecked: Record<string, unknown>; again: Response }> {
  const text = await response.text()
  const idToken: unknown = Object(parseJson(text)).id_token
  const unchecked = typeof idToken === "string" ? decodeJwt(idToken) : {}
  return { unchecked, again: new Response(text || null, response) }
}

/** An issuer for many tenants is a template, which the tenant that the ID token names fills. */
export function withTenant(
  asking: Asking,
  as: oauth.AuthorizationServer,
  unchecked: Record<string, unknown>,
): oauth.AuthorizationServer {
  const { tenantClaim } = provider(asking)
  const tenant = tenantClaim && unchecked[tenantClaim]
  if (typeof tenant !== "string" || !/^[\w.-]{1,100}$/.test(tenant)) return as
  return { ...as, issuer: as.issuer.replace(/\{\w+\}/, tenant) }
}

/** An address and its verification come from the same place, or a verified one could vouch for another. */
function merge(claims: oauth.IDToken, info: Record<string, unknown>): Record<string, unknown> {
  const { email_verified, ...rest } = claims
  return info.email === undefined || info.email === claims.email
    ? { ...rest, email_verified, ...info }
    : { ...rest, ...info }
}

/** What the issuer announces. */
export async function server(asking: Asking): Promise<oauth.AuthorizationServer> {
  const { discovery, tenantClaim } = provider(asking)
  const { issuer } = asking.client
  return discover({ issuer, address: discovery, hasTenant: tenantClaim !== undefined }, caller(asking))
}

/** @throws Error for a provider of another protocol */
export function provider({ client }: Asking): OidcProvider {
  if (client.provider.protocol !== "oidc") throw new Error(`${client.provider.id} speaks no OpenID Connect`)
  return client.provider
}
