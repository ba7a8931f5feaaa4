// Adapts token requests and responses to providers that deviate from RFC 6749.
import type { Client } from "../clients"
import { parseJson } from "../http/json"
import type { Fetch, Options } from "../http/provider-request"
import type { Credentials } from "../providers/quirks"
import type { Provider } from "../providers/types"
import { isRecord } from "../shape"
import { isPlainError } from "../telemetry/redaction"
import { readPath } from "./profile"
import { grantedScope } from "./scopes"

type Fields = Record<string, unknown>

type TokenRequest = { url: URL; request: Options }

/** A `fetch` for oauth4webapi's token request that applies the provider's quirks. */
export function tokenFetch(client: Client, fetch: Fetch): Fetch {
  return async (address, options) => {
    const standard = options.body instanceof URLSearchParams ? options.body : new URLSearchParams()
    const isRefresh = standard.get("grant_type") === "refresh_token"
    const { url, request } = await adaptTokenRequest(client, new URL(address), { ...options, body: standard })
    const response = await fetch(url.href, request)
    const adapted = await adaptTokenResponse(client.provider, response, isRefresh)
    // The time of the next assertion or DPoP proof of this client, and the nonce of the proof.
    for (const name of ["dpop-nonce", "date"]) {
      const value = response.headers.get(name)
      if (value !== null) adapted.headers.set(name, value)
    }
    return adapted
  }
}

/** Uses the provider's names of parameters and headers, and sends them as a form, as JSON or in the query. */
async function adaptTokenRequest(client: Client, url: URL, options: Options): Promise<TokenRequest> {
  const { provider } = client
  const standard = options.body instanceof URLSearchParams ? options.body : new URLSearchParams()
  for (const [name, value] of Object.entries(provider.tokenParams ?? {}))
    if (value === null) standard.delete(name)
    else standard.set(name, value)
  const { tokenParamNames = {} } = provider
  const body = new URLSearchParams(
    [...standard].map(([name, value]) => [tokenParamNames[name] ?? name, value]),
  )
  const headers = new Headers({ ...options.headers, ...provider.tokenHeaders })
  await provider.hooks?.tokenRequest?.(body, headers, credentialsOf(client))
  if (provider.tokenRequest === "query") {
    headers.delete("content-type")
    for (const [name, value] of body) url.searchParams.set(name, value)
    return { url, request: { method: "GET", headers: Object.fromEntries(headers), body: undefined } }
  }
  if (provider.tokenRequest === "json") headers.set("content-type", "application/json")
  const encoded = provider.tokenRequest === "json" ? JSON.stringify(Object.fromEntries(body)) : body
  return { url, request: { method: "POST", headers: Object.fromEntries(headers), body: encoded } }
}

/** Converts the response to the format of RFC 6749 sections 5.1 and 5.2, with the paths that the provider declares. */
export async function adaptTokenResponse(
  provider: Provider,
  response: Response,
  isRefresh = false,
): Promise<Response> {
  const text = responseText(provider, await response.text())
  const received = parse(provider, response, text)
  if (!received) return unreadable(text, response)
  const paths = Object.entries(provider.tokenPaths ?? {})
  const found = Object.fromEntries(paths.map(([name, path]) => [name, readPath(received, path)]))
  const body = normalizeOptionalFields(provider, { ...received, ...found })
  // With DPoP the type says whether the token is bound to the key.
  if (provider.tokenType && !provider.dpop) body.token_type = provider.tokenType
  const standard = provider.hooks?.tokenResponse?.(body) ?? body
  const isError = !response.ok || hasError(standard) || !isSuccess(provider, received)
  if (!isError) return Response.json(standard)
  const isRejected =
    isInvalidGrant(provider, received) ||
    (isRefresh && rejectsRefreshToken(response.status, { ...received, ...standard }))
  return errorResponse(isRejected ? { ...standard, error: "invalid_grant" } : standard, response.status)
}

/** A response that is not in the provider's format. Many servers reject a client with an empty body, a text or JSON as text. */
function unreadable(text: string, response: Response): Response {
  const { status, headers } = response
  if (isPage(text)) headers.set("content-type", "text/html")
  const isError = status >= 400 && !/^text\/html\b/i.test(headers.get("content-type") ?? "")
  if (!isError) return new Response(text || null, response)
  const parsed = parseJson(text)
  if (isRecord(parsed)) return errorResponse(parsed, status)
  const [, error] = /\berror="([^"]+)"/.exec(headers.get("www-authenticate") ?? "") ?? []
  return errorResponse({ error }, status)
}

/** A firewall's page can have any type. */
function isPage(text: string): boolean {
  return /^\s*<(!doctype html|html)\b/i.test(text)
}

/** What a hook may read of a client. */
export function credentialsOf({ clientId, clientSecret }: Client): Credentials {
  return { clientId, clientSecret }
}

/** The text of a response, of which a hook may remove what is not its data. */
export function responseText({ hooks }: Provider, text: string): string {
  return hooks?.responseText?.(text) ?? text
}

function parse({ tokenFormat }: Provider, response: Response, text: string): Fields | null {
  const type = response.headers.get("content-type") ?? ""
  if (tokenFormat === "form" && !/^application\/json\b/.test(type))
    return Object.fromEntries(new URLSearchParams(text))
  if (tokenFormat === undefined && !/^application\/([\w.+-]+\+)?json\b/.test(type)) return null
  const parsed = parseJson(text)
  return isRecord(parsed) ? parsed : null
}

/** Some providers send an error with status 200. Tokens beside it do not make it a success. */
function hasError(body: Fields): boolean {
  return Boolean(body.error)
}

/** Whether the provider's `success` field allows a response. */
export function isSuccess({ success }: Provider, body: unknown): boolean {
  return success === undefined || hasValue(body, success) !== false
}

function isInvalidGrant({ invalidGrant = [] }: Provider, body: unknown): boolean {
  return invalidGrant.some((condition) => hasValue(body, condition))
}

/** Where errors have a code if not in `error`, as at Facebook and in many APIs in JSON. */
const errorCodes = "error.code|error.type|error_code|errcode|code|errors.0.code"

/** An error response in the format of RFC 6749 section 5.2. */
function errorResponse(body: Fields, status: number): Response {
  const code = String(readPath(body, errorCodes))
  // Another value of that name may be the authorization code.
  const other = code !== "undefined" && isPlainError(code) ? code : "provider_error"
  const error = typeof body.error === "string" && body.error ? body.error : other
  const description = readPath(body, "error_description|error.message|error_msg|errmsg|detail")
  return Response.json(
    { ...body, error, ...(typeof description === "string" && { error_description: description }) },
    { status: status >= 400 && status < 500 ? status : 400 },
  )
}

/** Converts or removes optional fields of a wrong type, so that they cannot fail a sign-in. */
function normalizeOptionalFields(provider: Provider, body: Fields): Fields {
  const { scope, expires_in, refresh_token, ...rest } = body
  const seconds = typeof expires_in === "string" && expires_in !== "" ? Number(expires_in) : expires_in
  return {
    ...rest,
    ...(typeof scope === "string" && { scope: grantedScope(provider, scope) }),
    ...(Array.isArray(scope) && { scope: scope.join(" ") }),
    ...(typeof seconds === "number" && seconds >= 0 && Number.isFinite(seconds) && { expires_in: seconds }),
    ...(typeof refresh_token === "string" && refresh_token && { refresh_token }),
  }
}

/**
 * Whether a response has a value: `"errcode=40030"`. Numbers and booleans are compared as JSON.
 *
 * @returns undefined if the path has no value
 */
function hasValue(body: unknown, condition: string): boolean | undefined {
  const [, path, expected] = condition.match(/^(.*)=(.*)$/) ?? []
  const found = readPath(body, path)
  return found === undefined ? undefined : found === expected || JSON.stringify(found) === expected
}

/** RFC 6749 section 5.2, OpenID Connect Core section 3.1.2.6, and the names that several providers have for `invalid_grant`. */
const refreshRejections =
  /^(invalid_grant|(bad|invalid|expired)_refresh_token|(interaction|login|consent|account_selection)_required)$/i

/** Errors about the client or the moment, whatever their description says. */
const otherErrors =
  /^(invalid_client|unauthorized_client|unsupported_grant_type|invalid_scope|access_denied|slow_down|temporarily_unavailable|server_error)$/i
const limits = /rate|limit|too_many|throttl/i

const invalidWords = String.raw`(invalid|expired|revoked|incorrect|unknown|not found|not valid|does(n't| not) exist|(already|been) used)`
const tokenName = "refresh[ _-]?token"
const namesTheToken = new RegExp(
  String.raw`\b${invalidWords}\b[^.]{0,20}\b${tokenName}\b|\b${tokenName}\b[^.]{0,40}\b${invalidWords}\b`,
  "i",
)

/** Words of a text that is about something else: "invalid client for this refresh token". */
const namesAnother = /client|secret|grant.?type|scope|missing|required|limit|too many/i

/**
 * Whether the response to a refresh says that the refresh token is expired, revoked or already used. The token is then deleted, so
 * every other failure must not look like it: a wrong client secret, a rate limit, a firewall.
 *
 * @param status a temporary one (408, 425, 429, 5xx) never comes here: `fetchFor` throws
 * @param body as the provider sent it
 */
function rejectsRefreshToken(status: number, body: Record<string, unknown>): boolean {
  const error = typeof body.error === "string" ? body.error : ""
  if (refreshRejections.test(error)) return true
  // A firewall, and an API that the client may not use, respond with 403.
  if (limits.test(error) || ![200, 400, 401].includes(status)) return false
  const said = texts(body)
  if (said.some((text) => otherErrors.test(text))) return false
  return said.some(
    (text) => refreshRejections.test(text) || (namesTheToken.test(text) && !namesAnother.test(text)),
  )
}

/** The texts of an error at any depth, without those that are too long to be a message. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return value.length <= 300 ? [value] : []
  if (Array.isArray(value)) return value.flatMap(texts)
  return isRecord(value) ? Object.values(value).flatMap(texts) : []
}
