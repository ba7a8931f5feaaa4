// OAuth 2.0 (RFC 6749) with PKCE (RFC 7636). OpenID Connect builds on the same two halves.
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import { readProfile } from "../profile"
import type { OAuth2Provider } from "../providers/types"
import { reportStep } from "../trace"
import type { Begun, Exchange, Protocol, Tokens } from "./protocol"
import { type Caller, fetchFor, named } from "./request"

export const oauth2: Protocol = {
  async begin(exchange) {
    return authorizationRequest(exchange, server(exchange))
  },

  mark: (_, answer) => answer.get("state"),

  async complete(exchange, answer) {
    const as = server(exchange)
    // Who sends `iss` without having said which one cannot be checked, and must not be locked out.
    if (!provider(exchange).issuer) answer.delete("iss")
    const grant = await authorizationGrant(exchange, as, answer)
    const response = await tokenRequest(exchange, as, grant)
    const tokens = await named("token_invalid", async () =>
      readTokens(
        await oauth.processGenericTokenEndpointResponse(
          as,
          oauthClient(exchange),
          await withoutIdToken(response),
        ),
      ),
    )
    const person = await readPerson(exchange, tokens.accessToken)
    return { profile: readProfile(person, provider(exchange).profile), tokens, providerSid: null }
  },
}

/** Leads to the authorization endpoint with the request of RFC 6749 section 4.1.1. */
export async function authorizationRequest(
  { client, attempt, flow }: Exchange,
  as: oauth.AuthorizationServer,
  more: Record<string, string> = {},
): Promise<Begun> {
  const url = new URL(as.authorization_endpoint ?? "")
  const parameters = {
    ...client.provider.params,
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    ...(client.provider.scope && { scope: client.provider.scope }),
    state: attempt.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: "S256",
    ...more,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  reportStep(flow, "authorization_request", () => ({ url: url.origin + url.pathname, parameters }))
  return { url, mark: attempt.state }
}

/** Checks state and issuer of the answer (RFC 6749 section 4.1.2, RFC 9207 section 2.4). */
export async function authorizationGrant(
  { client, attempt, flow }: Exchange,
  as: oauth.AuthorizationServer,
  answer: URLSearchParams,
): Promise<URLSearchParams> {
  reportStep(flow, "authorization_grant", () => ({ parameters: Object.fromEntries(answer) }))
  const iss = answer.get("iss")
  const isMixedUp = iss ? iss !== as.issuer : as.authorization_response_iss_parameter_supported === true
  if (isMixedUp)
    throw new AuthError("issuer_mismatch", { cause: `expected ${as.issuer}, got ${iss ?? "no iss"}` })
  const grant = await named("answer_invalid", () =>
    oauth.validateAuthResponse(as, { client_id: client.clientId }, answer, attempt.state),
  )
  const codes = grant.getAll("code")
  if (codes.length !== 1 || !codes[0])
    throw new AuthError("answer_invalid", { cause: `the answer has ${codes.length} codes` })
  return grant
}

/** Sends the code to the token endpoint (RFC 6749 section 4.1.3). */
export async function tokenRequest(
  exchange: Exchange,
  as: oauth.AuthorizationServer,
  grant: URLSearchParams,
): Promise<Response> {
  const { client, attempt } = exchange
  const response = await named("token_invalid", () =>
    oauth.authorizationCodeGrantRequest(
      as,
      oauthClient(exchange),
      clientAuthentication(exchange),
      grant,
      client.redirectUri,
      attempt.codeVerifier,
      callOptions("token", exchange),
    ),
  )
  return withErrorStatus(response)
}

export function oauthClient({ client }: Exchange): oauth.Client {
  return { client_id: client.clientId }
}

/** oauth4webapi's own check of https is off because ours, in `request.ts`, knows the owner's loopback hosts. */
export function callOptions(call: "token" | "resource", exchange: Exchange) {
  return {
    [oauth.customFetch]: fetchFor(call, caller(exchange)),
    [oauth.allowInsecureRequests]: exchange.client.loopback,
  }
}

export function caller({ client, flow }: Exchange): Caller {
  return { flow, loopback: client.loopback }
}

/** Keeps what we know of a token answer, and the rest as it came: no added field can fail a sign-in. */
export function readTokens(answer: oauth.TokenEndpointResponse): Tokens {
  const { access_token, refresh_token, id_token, token_type, scope, expires_in, ...extra } = answer
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    idToken: id_token ?? null,
    tokenType: token_type,
    scope: scope ?? null,
    expiresAt: expires_in === undefined ? null : Math.floor(Date.now() / 1000 + expires_in),
    extra,
  }
}

/** Who the person is, and what else the provider declares; that may be refused, for want of a scope. */
async function readPerson(exchange: Exchange, accessToken: string): Promise<unknown> {
  const { userinfo, also = {} } = provider(exchange)
  const read = async (address: string, mayRefuse: boolean): Promise<unknown> => {
    const headers = new Headers({ accept: "application/json" })
    const options = callOptions("resource", exchange)
    const url = new URL(address)
    const response = await oauth.protectedResourceRequest(accessToken, "GET", url, headers, null, options)
    if (response.ok) return response.json()
    if (mayRefuse && (response.status === 403 || response.status === 404)) return null
    throw new Error(`${url.host} answered ${response.status}`)
  }
  return named("userinfo_invalid", async () => {
    const asked = [read(userinfo, false), ...Object.values(also).map(async (address) => read(address, true))]
    const [person, ...answers] = await Promise.all(asked)
    return {
      ...Object(person),
      ...Object.fromEntries(Object.keys(also).map((name, at) => [name, answers[at]])),
    }
  })
}

function server(exchange: Exchange): oauth.AuthorizationServer {
  const { authorization, token, issuer } = provider(exchange)
  return {
    issuer: issuer ?? exchange.client.issuer,
    authorization_endpoint: authorization,
    token_endpoint: token,
  }
}

function provider({ client }: Exchange): OAuth2Provider {
  if (client.provider.protocol !== "oauth2") throw new Error(`${client.provider.id} does not speak OAuth 2.0`)
  return client.provider
}

function clientAuthentication({ client }: Exchange): oauth.ClientAuth {
  return client.provider.tokenAuth === "client_secret_post"
    ? oauth.ClientSecretPost(client.clientSecret)
    : oauth.ClientSecretBasic(client.clientSecret)
}

/** Some token endpoints answer `error` with status 200, where RFC 6749 section 5.2 wants 400. */
async function withErrorStatus(response: Response): Promise<Response> {
  const body = await json(response.clone())
  const isError = response.ok && typeof body?.error === "string" && body.access_token === undefined
  return isError ? new Response(response.body, { status: 400, headers: response.headers }) : response
}

/** Plain OAuth 2.0 promises nothing about an ID token: it is neither checked nor kept. */
async function withoutIdToken(response: Response): Promise<Response> {
  const body = await json(response.clone())
  return body?.id_token === undefined ? response : Response.json({ ...body, id_token: undefined }, response)
}

async function json(response: Response): Promise<Record<string, unknown> | null> {
  const body: unknown = await response.json().catch(() => null)
  return typeof body === "object" && body !== null ? { ...body } : null
}
