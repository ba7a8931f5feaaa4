// OpenID Connect Core 1.0, authorization code flow: OAuth 2.0 plus a nonce and a checked ID token.
import { decodeJwt } from "jose"
import * as oauth from "oauth4webapi"
import { isFapiAlgorithm } from "../crypto/algorithms"
import { AuthError } from "../errors"
import { parseJson } from "../http/json"
import type { OidcProvider, ProfilePaths } from "../providers/types"
import { isExactText, isRecord, maxSidLength } from "../shape"
import { failedCheck } from "../telemetry/checks"
import { reportChecks } from "../telemetry/flow-events"
import { authorizationRequest, checkAuthorizationResponse } from "./authorization"
import { oauthClient, requestPolicy } from "./client-options"
import { signedToken } from "./decryption"
import { discover, signingKeys } from "./discovery"
import { withDpopKey } from "./dpop"
import { checkCodeHash, checkOptionalClaims } from "./id-token-claims"
import { verifySharedSignature, verifySignature } from "./jwt-signature"
import { levelOf, levelParams, requireLevel } from "./levels"
import { withErrorCode } from "./library-errors"
import { readProfile } from "./profile"
import type { AttemptContext, Protocol, RequestContext, Tokens } from "./protocol"
import { readRawProfile } from "./raw-profile"
import { requireIdToken, requireShallowJson, requireUsableKind } from "./readable-response"
import { requestedScope } from "./scopes"
import { nullWhenConsentNeeded, readTokens, refreshRequest, tokenRequest } from "./token"
import { needsUserinfo, readUserinfo } from "./userinfo"

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
    const sent = { ...levelParams(oidcProvider(ctx), params), nonce }
    return authorizationRequest(ctx, await authorizationServer(ctx), sent)
  },

  attemptKey: (_, response) => response.get("state"),

  async complete(attemptCtx, response) {
    const ctx = await withDpopKey(attemptCtx, attemptCtx.attempt.dpopKey)
    const provider = oidcProvider(ctx)
    const { profile: paths = standardClaims } = provider
    const as = await authorizationServer(ctx)
    // An issuer with a placeholder matches no `iss`. The ID token's iss is checked against its tenant instead.
    if (as.issuer.includes("{")) response.delete("iss")
    const grant = await checkAuthorizationResponse(ctx, as, response)
    const { issuer, body, claims } = await checkTokenResponse(ctx, as, await tokenRequest(ctx, as, grant))
    checkCodeHash(body, claims, grant.get("code") ?? "")
    const tokens = readTokens(body, ctx, requestedScope(provider, ctx.attempt, as))
    const userinfo = needsUserinfo(provider, as, claims, paths)
      ? await readUserinfo(ctx, as, body.access_token, claims.sub)
      : {}
    const rawProfile = await readRawProfile(ctx, tokens, response, merge(claims, userinfo))
    const profile = readProfile(rawProfile, paths)
    reportChecks(ctx.flow, "profile_id")
    return {
      issuer,
      profile,
      rawProfile,
      tokens,
      providerSid: providerSid(claims),
      logoutHint: as.end_session_endpoint === undefined ? null : tokens.idToken,
      authenticatedAt: authenticatedAt(ctx, claims),
      acr: levelOf(provider, claims),
    }
  },

  async refresh(requestCtx, { refreshToken, idToken, dpopKey }) {
    const ctx = await withDpopKey(requestCtx, dpopKey)
    const as = await authorizationServer(ctx)
    // The keys are fetched first: once the refresh token is used, a failure could lose the new tokens.
    if (idToken && oidcProvider(ctx).idTokenAlg !== "HS256") await signingKeys(as, requestPolicy(ctx))
    return nullWhenConsentNeeded(async () => {
      const response = await refreshRequest(ctx, as, refreshToken)
      return withErrorCode("id_token_invalid", "token_response", () =>
        checkRefreshedIdToken(ctx, as, response, idToken),
      )
    })
  },
}

/** Checks the ID token (OpenID Connect Core 3.1.3.7): claims, nonce and age by oauth4webapi, the signature by jose, the level here. */
async function checkTokenResponse(ctx: AttemptContext, as: oauth.AuthorizationServer, response: Response) {
  const provider = oidcProvider(ctx)
  const { nonce, maxAge, acrValues: requested } = ctx.attempt
  return withErrorCode("id_token_invalid", "token_response", async () => {
    const { unchecked, body: received, copy } = await decodeUnverified(ctx, response)
    if (isRecord(received)) requireIdToken(received)
    const hasNonce = provider.nonceEchoed !== false || unchecked.nonce !== undefined
    if (maxAge !== undefined && unchecked.auth_time === undefined) throw withoutAuthTime()
    const tenant = withTenantIssuer(ctx, as, unchecked)
    const body = await oauth.processAuthorizationCodeResponse(tenant, idTokenClient(ctx), copy, {
      ...(hasNonce && { expectedNonce: nonce }),
      ...(maxAge !== undefined && { maxAge }),
      requireIdToken: true,
    })
    const claims = oauth.getValidatedIdTokenClaims(body)
    if (!claims) throw new AuthError("id_token_invalid", { details: { check: "token_response" } })
    reportChecks(ctx.flow, "token_accepted", "token_response", "id_token_format", "id_token_alg")
    reportChecks(ctx.flow, "id_token_claims", "id_token_iss", "id_token_aud")
    if (maxAge !== undefined && authenticatedAt(ctx, claims) === null)
      throw withoutAuthTime("an auth_time ahead of our clock")
    if (maxAge !== undefined) reportChecks(ctx.flow, "id_token_auth_time")
    if (hasNonce) reportChecks(ctx.flow, "id_token_nonce")
    checkOptionalClaims(ctx, body, claims)
    await verify(ctx, as, body.id_token)
    reportChecks(ctx.flow, "id_token_signature")
    requireLevel(ctx, { provider, requested }, claims)
    return { issuer: tenant.issuer, body, claims }
  })
}

/** The library names no claim where `auth_time` is missing. */
function withoutAuthTime(received = "no auth_time"): AuthError {
  return failedCheck("id_token_auth_time", {
    code: "not_asked_again",
    expected: "auth_time, because max_age was sent",
    received,
  })
}

/** The provider's id of its session (Back-Channel Logout 2.1). A logout token must find it again, so it is stored as it came. */
function providerSid({ sid }: oauth.IDToken): string | null {
  if (typeof sid !== "string" || sid === "") return null
  if (!isExactText(sid, maxSidLength))
    throw failedCheck("id_token_claims", {
      code: "id_token_invalid",
      expected: `sid: a text of at most ${maxSidLength} characters`,
      received: "sid: a longer text, or one that cannot be stored",
    })
  return sid
}

/**
 * Some servers send 0 for an unknown time. A time a little ahead of our clock is now; one far ahead, such as milliseconds, proves nothing:
 * every session would be recent.
 */
function authenticatedAt({ client }: RequestContext, { auth_time }: oauth.IDToken): Date | null {
  const now = Date.now() / 1000
  if (!auth_time || auth_time > now + client.clockSkewSeconds) return null
  return new Date(Math.min(auth_time, now) * 1000)
}

/**
 * A refreshed ID token must be about the same authentication as the original one (OpenID Connect Core 12.2). Without an
 * original one it is not stored.
 */
async function checkRefreshedIdToken(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  response: Response,
  originalIdToken: string | undefined,
): Promise<Tokens> {
  const { unchecked, copy } = await decodeUnverified(ctx, response)
  const tenant = withTenantIssuer(ctx, as, unchecked)
  const body = await oauth.processRefreshTokenResponse(tenant, idTokenClient(ctx), copy)
  const claims = oauth.getValidatedIdTokenClaims(body)
  if (!claims || !originalIdToken) return { ...readTokens(body, ctx), idToken: null }
  checkOptionalClaims(ctx, body, claims)
  await verify(ctx, as, body.id_token)
  const before = decodeJwt(originalIdToken)
  for (const name of ["iss", "sub", "azp", "nonce", "auth_time"]) {
    const mayBeLeftOut = name === "nonce" || name === "auth_time"
    if (claims[name] !== before[name] && !(mayBeLeftOut && claims[name] === undefined))
      throw new Error(`the refreshed ID token has a different ${name}`)
  }
  return readTokens(body, ctx)
}

function idTokenClient(ctx: RequestContext): oauth.Client {
  const { idTokenAlg } = oidcProvider(ctx)
  return { ...oauthClient(ctx), ...(idTokenAlg && { id_token_signed_response_alg: idTokenAlg }) }
}

/** Verifies the signature of a JWT for this client: with a key of the issuer, or with the client secret for HS256. */
export async function verify(ctx: RequestContext, as: oauth.AuthorizationServer, jwt = ""): Promise<void> {
  const { idTokenAlg } = oidcProvider(ctx)
  const isShared = idTokenAlg === "HS256"
  await (isShared ? verifySharedSignature(ctx, jwt) : verifySignature(ctx, as, jwt, idTokenAlg))
}

/**
 * Decrypts and decodes the ID token before it is checked. Its claims only select the values to check against.
 *
 * @returns also a copy of the response with the signed ID token, because a body can be read only once
 * @throws Error if the ID token is not a signed JWT
 */
async function decodeUnverified(
  ctx: RequestContext,
  response: Response,
): Promise<{ unchecked: Record<string, unknown>; body: unknown; copy: Response }> {
  const text = await response.text()
  const body = parseJson(text)
  if (!isRecord(body) || typeof body.id_token !== "string")
    return { unchecked: {}, body, copy: new Response(text || null, response) }
  const idToken = await signedToken(ctx, body.id_token, "id_token_invalid")
  requireUsableKind(idToken, oidcProvider(ctx).idTokenAlg === "HS256")
  requireShallowJson(idToken, "id_token_format", "id_token_invalid")
  const isSame = idToken === body.id_token
  const copied = isSame ? text : JSON.stringify({ ...body, id_token: idToken })
  return { unchecked: decodeJwt(idToken), body, copy: new Response(copied, response) }
}

/** The issuer of a multi-tenant provider has a placeholder, which the ID token's tenant fills. */
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

/** email and email_verified must come from the same source, or another address could count as verified. */
function merge(claims: oauth.IDToken, userinfo: Record<string, unknown>): Record<string, unknown> {
  const { email_verified, ...rest } = claims
  return userinfo.email === undefined || userinfo.email === claims.email
    ? { ...rest, email_verified, ...userinfo }
    : { ...rest, ...userinfo }
}

export async function authorizationServer(ctx: RequestContext): Promise<oauth.AuthorizationServer> {
  const { discovery, tenantClaim, securityProfile } = oidcProvider(ctx)
  const { issuer } = ctx.client
  const source = { issuer, address: discovery, hasTenant: tenantClaim !== undefined }
  const as = await discover(source, requestPolicy(ctx))
  return securityProfile === "fapi2" ? withFapiAlgorithms(as) : as
}

/** Without the algorithms of ID tokens that the profile does not allow, whatever the issuer announces. */
function withFapiAlgorithms(as: oauth.AuthorizationServer): oauth.AuthorizationServer {
  const { id_token_signing_alg_values_supported: announced = [] } = as
  return { ...as, id_token_signing_alg_values_supported: announced.filter(isFapiAlgorithm) }
}

/** @throws Error for a provider of another protocol */
export function oidcProvider({ client }: RequestContext): OidcProvider {
  if (client.provider.protocol !== "oidc")
    throw new Error(`${client.provider.id} is not an OpenID Connect provider`)
  return client.provider
}
