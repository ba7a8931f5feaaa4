// The raw profile: userinfo and further resources, read with the access token (RFC 6750) as the provider declares.
import { createHmac } from "node:crypto"
import { AuthError, type ErrorDetails } from "../errors"
import { parseJson } from "../http/json"
import { fetchFor } from "../http/provider-request"
import { isRecord } from "../shape"
import { reportChecks } from "../telemetry/flow-events"
import { requestWithToken } from "./api"
import { requestPolicy } from "./client-options"
import { challengeIn, descriptionIn, providerErrorOf, withErrorCode } from "./library-errors"
import { fillTemplate, readPath } from "./profile"
import type { AttemptContext, Tokens } from "./protocol"
import { credentialsOf, isSuccess, responseText } from "./quirks"

/** The values of placeholders. */
type Values = Record<string, unknown>

type Resource = {
  address: string
  form?: Readonly<Record<string, string>> | undefined
  graphql?: string | undefined
}

/**
 * Reads userinfo and the extra resources that the provider declares. An extra resource may be forbidden, if a scope is missing.
 *
 * @param response the authorization response
 * @param claims of the ID token and userinfo, in OpenID Connect
 * @returns the data to which the profile's paths apply
 * @throws AuthError userinfo_invalid
 */
export async function readRawProfile(
  ctx: AttemptContext,
  tokens: Tokens,
  response: URLSearchParams,
  claims: Values = {},
): Promise<Readonly<Values>> {
  const { provider } = ctx.client
  const { extraRequests = {}, userinfoForm: form, graphql } = provider
  const userinfo = provider.protocol === "oauth2" ? provider.userinfo : undefined
  const values = valuesFromTokens(ctx, tokens)
  return withErrorCode("userinfo_invalid", "userinfo_response", async () => {
    const first = userinfo ? read(ctx, { address: userinfo, form, graphql }, values) : Promise.resolve(claims)
    const further = Object.entries(extraRequests).map(async ([name, address]) => {
      const needsUserinfo = /\{(?!access_token\}|token_hmac\}|token\.)/.test(address)
      const source = needsUserinfo ? { ...fields(await first), ...values } : values
      return [name, await read(ctx, { address }, source).catch(nullIfForbidden)] as const
    })
    const [main, ...others] = await Promise.all([first, ...further])
    if (userinfo) reportChecks(ctx.flow, "userinfo_response")
    const additions = {
      ...Object.fromEntries(others),
      ...userFromCallback(ctx, response),
      token: values.token,
    }
    // A list stays a list, so that paths can search it.
    const rawProfile = Object.assign(
      Array.isArray(main) ? [...(main as unknown[])] : fields(main),
      additions,
    ) as Values
    return provider.hooks?.rawProfile?.(rawProfile) ?? rawProfile
  })
}

/** Only the name is read, because the visitor can change the user parameter. */
function userFromCallback({ client }: AttemptContext, response: URLSearchParams): Values {
  const user = client.provider.userInCallback ? parseJson(response.get("user") ?? "") : undefined
  const { name } = fields(user)
  return name === undefined ? {} : { user: { name } }
}

function valuesFromTokens({ client }: AttemptContext, { accessToken, extra }: Tokens): Values {
  // Some providers require this proof that the token was not stolen from another app.
  const token_hmac = createHmac("sha256", client.clientSecret).update(accessToken).digest("hex")
  return { access_token: accessToken, token_hmac, token: extra }
}

async function read(ctx: AttemptContext, { address, form, graphql }: Resource, values: Values) {
  const { provider } = ctx.client
  const { headers: declared = {} } = provider
  const headers = new Headers({ accept: "application/json" })
  for (const [name, value] of Object.entries(declared)) headers.set(name, fillTemplate(value, values) ?? "")
  const carriesToken = JSON.stringify([address, declared, form]).includes("{access_token}")
  const accessToken = String(values.access_token)
  const needsProof = ctx.dpopKey !== undefined && !carriesToken
  if (!carriesToken && !needsProof) headers.set("authorization", `Bearer ${accessToken}`)
  const body = form && Object.keys(form).length > 0 && fillForm(form, values)
  if (graphql) headers.set("content-type", "application/json")
  else if (body) headers.set("content-type", "application/x-www-form-urlencoded")
  const url = new URL(fillAddress(address, values))
  const credentials = { ...credentialsOf(ctx.client), accessToken }
  provider.hooks?.resourceRequest?.(url, headers, credentials)
  const fetch = fetchFor("resource", requestPolicy(ctx))
  const request = {
    method: form || graphql ? "POST" : "GET",
    headers: Object.fromEntries(headers),
    body: graphql ? JSON.stringify({ query: graphql }) : body || undefined,
  }
  const response = await (needsProof
    ? requestWithToken(ctx, { url, accessToken, ...request }, fetch)
    : fetch(url.href, request))
  const challenge = response.ok ? {} : await challengeIn(response)
  const resource = parseJson(responseText(provider, await response.text()))
  if (!response.ok || resource === undefined || !isSuccess(provider, resource))
    throw new AuthError("userinfo_invalid", {
      cause: `${url.host} responded with ${response.status}`,
      details: { ...challenge, check: "userinfo_response", status: response.status, ...errorOf(resource) },
    })
  return resource
}

/** The error code in a response: a text, or an object with its own code. */
function errorOf(resource: unknown): ErrorDetails {
  const found = readPath(resource, "error|error_code|errors.0.code")
  const code = isRecord(found) ? readPath(found, "code|type|status") : found
  const isCode = typeof code === "string" || typeof code === "number"
  return isCode ? providerErrorOf(String(code), { description: descriptionIn(resource) }) : {}
}

/** A placeholder at the start can be an origin, such as the tenant's host; elsewhere it is one path segment. */
function fillAddress(address: string, values: Values): string {
  return address.replaceAll(/\{([^{}]+)\}/g, (_, path: string, at: number) => {
    const value = readPath(values, path)
    if (typeof value !== "string" && typeof value !== "number")
      throw new AuthError("userinfo_invalid", {
        cause: `no response has ${path}`,
        details: { check: "userinfo_response", expected: path, received: "none" },
      })
    return at === 0 ? String(value).replace(/\/$/, "") : encodeURIComponent(value)
  })
}

function fillForm(form: Readonly<Record<string, string>>, values: Values): URLSearchParams {
  return new URLSearchParams(
    Object.entries(form).map(([name, text]) => [name, fillTemplate(text, values) ?? ""]),
  )
}

function nullIfForbidden(error: unknown): null {
  const status = error instanceof AuthError ? error.details.status : undefined
  if (status === 403 || status === 404) return null
  throw error
}

/** A copy of the fields of a JSON object or list; none of any other value. */
function fields(value: unknown): Values {
  return typeof value === "object" && value !== null ? { ...value } : {}
}
