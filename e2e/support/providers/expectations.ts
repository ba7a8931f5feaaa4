// Asserts that the app's requests are exactly those that the fixture and the standards define.
import { createHash } from "node:crypto"
import { expect } from "@playwright/test"
import { decodeJwt, decodeProtectedHeader } from "jose"
import type { Fixture, Texts, UserinfoRequest } from "./fixture"
import { hostAndPath, type Received } from "./mock-network"
import { clientId, clientSecret } from "./registration"

/** Expected parameters, with matchers for random values. */
type Expected = Record<string, unknown>

const random: unknown = expect.stringMatching(/^[\w-]{43}$/)

/** RFC 6749 section 4.1.1, RFC 7636 section 4.3, OpenID Connect Core section 3.1.2.1; RFC 5849 section 2.2. */
export function expectAuthorization(sent: URL, fixture: Fixture, callback: string): void {
  const { authorization, oidc, protocol, temporary } = fixture
  const { scope, pkce, names, params } = authorization
  const url = new URL(authorization.url)
  expect(hostAndPath(sent) + sent.hash, "authorization endpoint").toBe(hostAndPath(url) + url.hash)
  const standard = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: callback,
    state: random,
    ...(scope && { scope }),
    ...(pkce !== false && { code_challenge: random, code_challenge_method: pkce ?? "S256" }),
    ...(oidc && { nonce: random }),
  }
  const expected =
    protocol === "oauth1"
      ? { oauth_token: "temporary-token", ...(temporary?.core && { oauth_callback: callback }) }
      : renamed(standard, names)
  expect(Object.fromEntries(sent.searchParams), "authorization request").toEqual(
    withoutNull({ ...Object.fromEntries(url.searchParams), ...expected, ...params }),
  )
}

/**
 * A pushed request has the parameters, the client's authentication and the key of its proofs (RFC 9126 section 2.1, RFC 9449 section
 * 10); the browser gets only a reference.
 *
 * @returns the address that the browser would have got with all of them
 */
export function expectPushed(sent: URL, pushed: Received, { authorization, token, dpop }: Fixture): URL {
  expect(Object.fromEntries(sent.searchParams), "the browser's address").toEqual({
    client_id: clientId,
    request_uri: "urn:example:request",
  })
  const { client_assertion, client_assertion_type, dpop_jkt, ...parameters } = parametersOf(pushed)
  expect({ client_assertion, client_assertion_type, client_id: clientId }).toEqual(
    authentication(token.auth ?? "client_secret_basic").body,
  )
  if (dpop) {
    expectProof(pushed)
    expect(dpop_jkt, "the key of the code").toMatch(/^[\w-]{43}$/)
  }
  return new URL(`${authorization.url}?${new URLSearchParams(parameters)}`)
}

/** RFC 9449 section 4.2. Other tests verify the signature itself. */
function expectProof({ method, url, headers }: Received): void {
  const proof = headers.dpop?.toString() ?? ""
  expect(decodeProtectedHeader(proof), "header of the proof").toMatchObject({ typ: "dpop+jwt", alg: "ES256" })
  expect(decodeJwt(proof), "proof").toMatchObject({ htm: method, htu: url.origin + url.pathname })
}

/** RFC 6749 sections 2.3 and 4.1.3, RFC 7636 section 4.5; RFC 5849 section 2.3. */
export function expectTokenRequest(
  sent: Received,
  fixture: Fixture,
  authorization: URL,
  callback: string,
): void {
  const { token, protocol, temporary } = fixture
  for (const [name, value] of Object.entries(token.headers ?? {}))
    expect(sent.headers[name.toLowerCase()], `header ${name} of the token request`).toBe(value)
  if (fixture.dpop) expectProof(sent)
  if (protocol === "oauth1") {
    const verifier = { ...(!temporary?.core && { oauth_verifier: "the-code" }) }
    expectSigned(sent, { oauth_token: "temporary-token", ...verifier })
    return
  }
  const { names: authorizationNames = {}, pkce } = fixture.authorization
  const challenge = authorization.searchParams.get(authorizationNames.code_challenge ?? "code_challenge")
  const { body: auth, header } = authentication(token.auth ?? "client_secret_basic")
  const standard = {
    grant_type: "authorization_code",
    code: "the-code",
    redirect_uri: callback,
    ...(pkce !== false && { code_verifier: random }),
    ...auth,
  }
  const repeated = Object.entries(token.params ?? {}).map(([name, value]) => [
    name,
    value === "{state}" ? authorization.searchParams.get("state") : value,
  ])
  const parameters = parametersOf(sent, token.request)
  expect(parameters, "token request").toEqual(
    withoutNull({ ...renamed(standard, token.names), ...Object.fromEntries(repeated) }),
  )
  const verifier = parameters[token.names?.code_verifier ?? "code_verifier"] ?? ""
  const derived = pkce === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url")
  if (pkce !== false) expect(derived, "code verifier").toBe(challenge)
  if (!token.headers?.authorization)
    expect(sent.headers.authorization, "authentication at the token endpoint").toBe(header)
}

/** The exchange for a long-lived token, where the fixture declares one. */
export function expectExchange(received: Received[], { exchange }: Fixture): void {
  if (!exchange) return
  const sent = received.filter(({ url }) => hostAndPath(url) === hostAndPath(new URL(exchange.url)))
  expect(sent.map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([exchange.params])
}

/** RFC 6749 section 6, with the authentication, names and format of the token request. */
export function expectRefreshRequest(sent: Received, { token, refresh }: Fixture): void {
  for (const [name, value] of Object.entries(token.headers ?? {}))
    expect(sent.headers[name.toLowerCase()], `header ${name} of the refresh request`).toBe(value)
  const { body: auth, header } = authentication(token.auth ?? "client_secret_basic")
  const standard = { grant_type: "refresh_token", refresh_token: "the-refresh-token", ...auth }
  // A parameter that repeats the authorization response, or stands for one, is not sent again.
  const constant = Object.entries(token.params ?? {}).filter(([, value]) => value !== "{state}")
  expect(parametersOf(sent, token.request), "refresh request").toEqual(
    withoutNull({
      ...renamed(standard, token.names),
      ...Object.fromEntries(constant),
      ...(refresh && refresh.params),
    }),
  )
  if (!token.headers?.authorization)
    expect(sent.headers.authorization, "authentication of the refresh request").toBe(header)
}

/** RFC 6750 section 2.1, unless the fixture declares another place for the token. */
export function expectUserinfoRequests(
  sent: Received[],
  { userinfo = [], protocol, oidc, dpop }: Fixture,
): void {
  const describe = (method: string, url: URL) =>
    `${method} ${hostAndPath(url)}?${[...url.searchParams].map(String).sort().join("&")}`
  expect(sent.map(({ method, url }) => describe(method, url)).sort(), "requests with the token").toEqual(
    userinfo
      .filter(({ unneeded }) => !unneeded)
      .map(({ method = "GET", url }) => describe(method, new URL(url)))
      .sort(),
  )
  for (const request of userinfo) {
    const received = sent.find(({ url }) => hostAndPath(url) === hostAndPath(new URL(request.url)))
    if (!received) continue
    if (protocol === "oauth1") expectSigned(received, { oauth_token: "access-token" })
    else expectHeaders(received, request, dpop ? "DPoP" : "Bearer")
    if (dpop) expectProof(received)
    expectBody(received, request, oidc !== undefined)
  }
}

function expectHeaders(
  { headers }: Received,
  { url, form, headers: declared = {} }: UserinfoRequest,
  scheme: "Bearer" | "DPoP",
): void {
  const isTokenElsewhere = JSON.stringify([url, form, declared]).includes("access-token")
  const expected = { ...(!isTokenElsewhere && { authorization: `${scheme} access-token` }), ...declared }
  for (const [name, value] of Object.entries(expected)) {
    const sent = headers[name.toLowerCase()]?.toString()
    // The scheme of a header is case-insensitive (RFC 9110 section 11.1).
    expect(sent?.replace(/^bearer /, "Bearer "), `header ${name} at ${url}`).toBe(value ?? undefined)
  }
  if (isTokenElsewhere && expected.authorization === undefined)
    expect(headers.authorization, `authorization at ${url}`).toBeUndefined()
}

function expectBody(
  { headers, body }: Received,
  { url, form, json }: UserinfoRequest,
  isOidc: boolean,
): void {
  const type = headers["content-type"]?.replace(/;.*/, "")
  if (json !== undefined) {
    expect(type, `content type at ${url}`).toBe("application/json")
    expect(JSON.parse(body), `body at ${url}`).toEqual(json)
  } else if (form) {
    expect(type, `content type at ${url}`).toBe("application/x-www-form-urlencoded")
    expect(Object.fromEntries(new URLSearchParams(body)), `body at ${url}`).toEqual(form)
  } else {
    expect(body, `body at ${url}`).toBe("")
    if (!isOidc) expect(type, `content type at ${url}`).toBeUndefined()
  }
}

/** RFC 5849 section 3.5.1. Other tests verify the signature itself. */
export function expectSigned({ headers }: Received, parameters: Texts): void {
  const sent = new Map(
    [...(headers.authorization ?? "").matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      decodeURIComponent(value ?? ""),
    ]),
  )
  expect(Object.fromEntries(sent)).toMatchObject({ oauth_consumer_key: clientId, ...parameters })
  expect(sent.get("oauth_signature")).toBeTruthy()
}

/** The client authentication: its parameters in the body, and the Authorization header. */
function authentication(method: string): { body: Expected; header?: string } {
  const nonEmpty: unknown = expect.stringMatching(/./)
  switch (method) {
    case "client_secret_basic":
      return { body: {}, header: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` }
    case "client_secret_post":
      return { body: { client_id: clientId, client_secret: clientSecret } }
    case "client_secret_minted":
      return { body: { client_id: clientId, client_secret: nonEmpty } }
    case "none":
      return { body: { client_id: clientId } }
    default:
      return { body: { client_id: clientId, client_assertion: nonEmpty, client_assertion_type: nonEmpty } }
  }
}

function parametersOf({ url, headers, body }: Received, request = "form"): Record<string, string> {
  if (request === "query") return Object.fromEntries(url.searchParams)
  const isJson = request === "json"
  expect(headers["content-type"]?.replace(/;.*/, ""), "content type of the token request").toBe(
    isJson ? "application/json" : "application/x-www-form-urlencoded",
  )
  return isJson
    ? (JSON.parse(body) as Record<string, string>)
    : { ...Object.fromEntries(url.searchParams), ...Object.fromEntries(new URLSearchParams(body)) }
}

function renamed(parameters: Expected, names: Texts = {}): Expected {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [names[name] ?? name, value]))
}

function withoutNull(parameters: Expected): Expected {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null))
}
