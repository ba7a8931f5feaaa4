// OpenID Connect Core 1.0, authorization code flow: OAuth 2.0 plus a nonce and a checked ID token.
import { decodeJwt } from "jose"
import * as oauth from "oauth4webapi"
import { parseJson } from "../http/json"
import { AuthError } from "../errors"
import { readProfile } from "./profile"
import type { OidcProvider, ProfilePaths } from "../providers/types"
import { authorizationGrant, authorizationRequest } from "./authorization"
import { requestPolicy, oauthClient } from "./client-options"
import { discover, signingKeys } from "./discovery"
import { readRawProfile } from "./raw-profile"
import type { RequestContext, AttemptContext, Protocol, Tokens } from "./protocol"
import { withErrorCode } from "../http/provider-request"
import { verifySharedSignature, verifySignature } from "./jwt-signature"
import { nullWhenConsentNeeded, readTokens, refreshRequest, tokenRequest } from "./token"
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
  async begin(ctx, params) {
    const { nonce } = ctx.attempt
    return authorizationRequest(ctx, await authorizationServer(ctx), { ...params, nonce })
  },

  mark: (_, answer) => answer.get("state"),

  async complete(ctx, answer) {
    const { profile = standardClaims } = oidcProvider(ctx)
    const as = await authorizationServer(ctx)
    // A template fits no `iss`; the ID token's own is checked against the tenant it names.
    if (as.issuer.includes("{")) answer.delete("iss")
    const grant = await authorizationGrant(ctx, as, answer)
    const response = await tokenRequest(ctx, as, grant)
    const { body, claims } = await withErrorCode("id_token_invalid", () => readIdToken(ctx, as, response))
    const tokens = readTokens(body)
    const info = await readUserinfo(ctx, as, body.access_token, claims.sub)
    const person = await readRawProfile(ctx, tokens, answer, merge(claims, info))
    return {
      profile: readProfile(person, profile),
      tokens,
      providerSid: typeof claims.sid === "string" ? claims.sid : null,
      authenticatedAt: new Date(Math.min((claims.auth_time ?? Infinity) * 1000, Date.now())),
    }
  },

  async refresh(ctx, { refreshToken, idToken }) {
    const as = await authorizationServer(ctx)
    // The keys come first: once the refresh token is used, there is no way back.
    if (idToken && !oidcProvider(ctx).idTokenAlg) await signingKeys(as, requestPolicy(ctx))
    return nullWhenConsentNeeded(async () => {
      const response = await refreshRequest(ctx, as, refreshToken)
      return withErrorCode("id_token_invalid", () => checkRefreshedIdToken(ctx, as, response, idToken))
    })
  },
}

/** Checks the ID token: claims, nonce and age by oauth4webapi, signature and acr here. */
async function readIdToken(ctx: AttemptContext, as: oauth.AuthorizationServer, response: Response) {
  const { nonceEchoed, params } = oidcProvider(ctx)
  const { nonce, maxAge, acrValues = params?.acr_values } = ctx.attempt
  const { unchecked, again } = await decodeUnverified(response)
  const hasNonce = nonceEchoed !== false || unchecked.nonce !== undefined
  const body = await oauth.processAuthorizationCodeResponse(
    withTenantIssuer(ctx, as, unchecked),
    idTokenClient(ctx),
    again,
    {
      ...(hasNonce && { expectedNonce: nonce }),
      ...(maxAge !== undefined && { maxAge }),
      requireIdToken: true,
    },
  )
  const claims = oauth.getValidatedIdTokenClaims(body)
  if (!claims) throw new AuthError("id_token_invalid")
  await verify(ctx, as, body.id_token)
  if (acrValues !== undefined && !acrValues.split(" ").some((acr) => acr === claims.acr))
    throw new AuthError("id_token_invalid", { cause: `acr is none of ${acrValues}` })
  return { body, claims }
}

/**
 * An ID token that a refresh brings must be about the same sign-in as the older one (OpenID Connect Core 12.2);
 * without an older one it is not kept.
 */
async function checkRefreshedIdToken(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  response: Response,
  older: string | undefined,
): Promise<Tokens> {
  const { unchecked, again } = await decodeUnverified(response)
  const tenant = withTenantIssuer(ctx, as, unchecked)
  const body = await oauth.processRefreshTokenResponse(tenant, idTokenClient(ctx), again)
  const claims = oauth.getValidatedIdTokenClaims(body)
  if (!claims || !older) return { ...readTokens(body), idToken: null }
  await verify(ctx, as, body.id_token)
  const before = decodeJwt(older)
  for (const name of ["iss", "sub", "azp", "nonce", "auth_time"]) {
    const mayBeLeftOut = name === "nonce" || name === "auth_time"
    if (claims[name] !== before[name] && !(mayBeLeftOut && claims[name] === undefined))
      throw new Error(`the new ID token has another ${name}`)
  }
  return readTokens(body)
}

function idTokenClient(ctx: RequestContext): oauth.Client {
  const { idTokenAlg } = oidcProvider(ctx)
  return { ...oauthClient(ctx), ...(idTokenAlg && { id_token_signed_response_alg: idTokenAlg }) }
}

/** Verifies what the issuer signs for us: with its own key, or the client secret where the provider declares it. */
export async function verify(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  idToken = "",
): Promise<void> {
  const isShared = oidcProvider(ctx).idTokenAlg !== undefined
  await (isShared ? verifySharedSignature(ctx, idToken) : verifySignature(ctx, as, idToken))
}

/**
 * The claims before any check: they choose what to check against, and nothing else.
 *
 * @returns beside them the answer `again`, since it can be read but once
 * @throws Error where the ID token is no signed JWT; oauth4webapi would quote an encrypted one
 */
async function decodeUnverified(
  response: Response,
): Promise<{ unchecked: Record<string, unknown>; again: Response }> {
  const text = await response.text()
  const idToken: unknown = Object(parseJson(text)).id_token
  const unchecked = typeof idToken === "string" ? decodeJwt(idToken) : {}
  return { unchecked, again: new Response(text || null, response) }
}

/** An issuer for many tenants is a template, which the tenant that the ID token names fills. */
export function withTenantIssuer(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  unchecked: Record<string, unknown>,
): oauth.AuthorizationServer {
  const { tenantClaim } = oidcProvider(ctx)
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
export async function authorizationServer(ctx: RequestContext): Promise<oauth.AuthorizationServer> {
  const { discovery, tenantClaim } = oidcProvider(ctx)
  const { issuer } = ctx.client
  return discover({ issuer, address: discovery, hasTenant: tenantClaim !== undefined }, requestPolicy(ctx))
}

/** @throws Error for a provider of another protocol */
export function oidcProvider({ client }: RequestContext): OidcProvider {
  if (client.provider.protocol !== "oidc") throw new Error(`${client.provider.id} speaks no OpenID Connect`)
  return client.provider
}
