// Builds the endpoints of a provider from its fixture.
import { createHash } from "node:crypto"
import { CompactEncrypt, SignJWT } from "jose"
import type { Signer } from "../hostile-provider/keys"
import type { Encryption, Failure, Fixture, Json } from "./fixture"
import type { Endpoint, MockResponse } from "./mock-network"
import { clientId, clientSecret, encryptionKeyFor } from "./registration"
import { documentedResponses, type ProviderResponses } from "./responses"

/** How one sign-in deviates from the documented one. */
export type Deviation = {
  responses?: ProviderResponses
  /** An error in place of the token response, or of the userinfo response with this index. */
  failure?: { at: "token" | number; with: Failure }
  /** Requests that the fixture does not declare, but that the deviation causes. */
  undeclared?: RegExp
}

/** `request`: the parameters of the authorization request; empty before it. */
type MockProvider = Deviation & { fixture: Fixture; signer: Signer; request: URLSearchParams }

/**
 * Returns the endpoints of a provider.
 *
 * @param mock has the same signer for all sign-ins, since the app caches the issuer's keys
 */
export function endpoints(mock: MockProvider): Endpoint[] {
  const { fixture, responses = documentedResponses(fixture) } = mock
  const { authorization, token, exchange, userinfo = [], temporary } = fixture
  const userinfoEndpoints = userinfo.map(({ url, method = "GET", type }, index) => ({
    method,
    url,
    respond: async () =>
      failureAt(mock, index) ??
      (await signedUserinfo(mock, responses.userinfo[index])) ?? {
        ...(type && { type }),
        body: JSON.stringify(responses.userinfo[index] ?? null),
      },
  }))
  return [
    ...(temporary ? [{ method: "POST", url: temporary.url, respond: temporaryCredentials }] : []),
    ...(authorization.pushed ? [{ method: "POST", url: authorization.pushed, respond: pushedResponse }] : []),
    {
      method: token.request === "query" ? "GET" : "POST",
      url: token.url,
      respond: async () => failureAt(mock, "token") ?? (await tokenResponse(mock, responses)),
    },
    ...(exchange
      ? [{ method: "GET", url: exchange.url, respond: () => ({ body: JSON.stringify(exchange.response) }) }]
      : []),
    ...userinfoEndpoints,
    ...discovery(mock),
  ]
}

/** RFC 9126 section 2.2. */
function pushedResponse(): MockResponse {
  return { status: 201, body: JSON.stringify({ request_uri: "urn:example:request", expires_in: 60 }) }
}

/** OpenID Connect Core 5.3.2, for a provider that signs and encrypts userinfo. */
async function signedUserinfo(
  { fixture: { oidc }, signer }: MockProvider,
  claims: Json | undefined,
): Promise<MockResponse | undefined> {
  if (!oidc?.userinfoEncryption) return undefined
  const signed = await signer.sign({ iss: oidc.issuer, aud: clientId, ...Object(claims) })
  return { type: "application/jwt", body: await encrypted(signed, oidc.userinfoEncryption) }
}

function temporaryCredentials(): MockResponse {
  return form({
    oauth_token: "temporary-token",
    oauth_token_secret: "temporary-secret",
    oauth_callback_confirmed: "true",
  })
}

async function tokenResponse(
  { fixture, signer, request }: MockProvider,
  responses: ProviderResponses,
): Promise<MockResponse> {
  const { token, protocol, oidc } = fixture
  const body = { ...Object(responses.token) } as Record<string, Json>
  if (oidc) body.id_token = await idToken()
  if (protocol === "oauth1" || token.format === "form") return form(body)
  return { ...(token.type && { type: token.type }), body: JSON.stringify(body) }

  async function idToken(): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const documented = Object(responses.claims) as Record<string, Json>
    const accessToken = typeof body.access_token === "string" ? body.access_token : ""
    // OpenID Connect Core 3.1.2.1: required in the ID token for a request with max_age.
    const hasAuthTime = documented["auth_time"] !== undefined || request.has("max_age")
    const claims = {
      iss: oidc?.issuer,
      aud: clientId,
      iat: now,
      exp: now + 300,
      ...(oidc?.nonce !== false && { nonce: request.get("nonce") ?? "" }),
      ...documented,
      // A vendor's example shows those of another client and another access token.
      ...("azp" in documented && { azp: clientId }),
      ...("at_hash" in documented && { at_hash: leftHalf(accessToken) }),
      ...(hasAuthTime && { auth_time: now }),
    }
    if (oidc?.encryption) return encrypted(await signer.sign(claims), oidc.encryption)
    if (oidc?.alg !== "HS256") return signer.sign(claims)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(clientSecret))
  }
}

/** OpenID Connect Core 10.2. */
function encrypted(token: string, header: Encryption): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ ...header, cty: "JWT" })
    .encrypt(encryptionKeyFor(header.alg))
}

/** OpenID Connect Core 3.1.3.6, for the algorithms with SHA-256. */
function leftHalf(accessToken: string): string {
  return createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url")
}

/** OpenID Connect Discovery 1.0. */
function discovery({ fixture, signer }: MockProvider): Endpoint[] {
  const { oidc, authorization, token, userinfo = [] } = fixture
  if (!oidc) return []
  const base = oidc.issuer.replace(/\/$/, "")
  const jwks = `${base}/portico-test/jwks`
  const document = {
    issuer: oidc.issuer,
    authorization_endpoint: authorization.url,
    token_endpoint: token.url,
    ...(authorization.pushed && { pushed_authorization_request_endpoint: authorization.pushed }),
    ...(userinfo[0] && { userinfo_endpoint: userinfo[0].url }),
    jwks_uri: jwks,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [oidc.alg ?? "ES256"],
    ...oidc.metadata,
  }
  return [
    {
      method: "GET",
      url: oidc.discovery ?? `${base}/.well-known/openid-configuration`,
      respond: () => ({ body: JSON.stringify(document) }),
    },
    { method: "GET", url: jwks, respond: () => ({ body: JSON.stringify({ keys: [signer.jwk] }) }) },
  ]
}

function failureAt({ failure }: MockProvider, at: "token" | number): MockResponse | undefined {
  if (failure?.at !== at) return undefined
  const { status = 400, type, response } = failure.with
  return {
    status,
    ...(type && { type }),
    body: typeof response === "string" ? response : JSON.stringify(response),
  }
}

function form(fields: Record<string, Json>): MockResponse {
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [[name, typeof value === "string" ? value : JSON.stringify(value)]],
  )
  return { type: "application/x-www-form-urlencoded", body: new URLSearchParams(texts).toString() }
}
