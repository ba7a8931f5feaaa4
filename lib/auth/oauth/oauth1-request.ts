// Signed requests to an OAuth 1.0 provider, and the credentials in its responses.
import { randomBytes } from "node:crypto"
import { AuthError } from "../errors"
import { fetchFor } from "../http/provider-request"
import type { OAuth1Provider } from "../providers/types"
import { requestPolicy } from "./client-options"
import { providerErrorOf } from "./library-errors"
import { authorizationHeader, signature, type Parameter } from "./oauth1-signature"
import type { AttemptContext, RequestContext } from "./protocol"

/** A token and its secret: temporary credentials, or those of the access token. */
export type Credentials = {
  token: string
  secret: string
  /** All other fields of the response. */
  extra: Record<string, string>
}

type SignedRequest = {
  method: "GET" | "POST"
  address: string
  credentials?: Pick<Credentials, "token" | "secret"> | undefined
  /** Additional parameters of the protocol. */
  parameters?: Record<string, string> | undefined
}

/**
 * Sends a request that is signed with the client's secret and, if there is one, a token's secret (RFC 5849 section 3.1).
 *
 * @param step under which the request is reported
 * @throws AuthError provider_unreachable, provider_misconfigured
 */
export async function signedFetch(
  step: "temporary" | "token" | "resource",
  ctx: AttemptContext,
  { method, address, credentials, parameters }: SignedRequest,
): Promise<Response> {
  const url = new URL(address)
  const { authorization, signed } = signRequest(ctx, { method, url, credentials, parameters })
  return fetchFor(step, requestPolicy(ctx))(url.href, {
    method,
    headers: {
      accept: step === "resource" ? "application/json" : "application/x-www-form-urlencoded",
      authorization,
    },
    body: undefined,
    parameters: signed,
  })
}

type Unsigned = Pick<SignedRequest, "credentials" | "parameters"> & {
  method: string
  url: URL
  /** The form in the body. */
  form?: Iterable<Parameter>
}

/** @returns the Authorization header of a signed request, and the parameters in it */
export function signRequest(
  ctx: RequestContext,
  { method, url, credentials, parameters, form = [] }: Unsigned,
): { authorization: string; signed: Record<string, string> } {
  const { client } = ctx
  const { signature: signatureMethod = "HMAC-SHA1", realm } = oauth1Provider(ctx)
  const unsigned = {
    oauth_consumer_key: client.clientId,
    oauth_nonce: randomBytes(16).toString("hex"),
    oauth_signature_method: signatureMethod,
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_version: "1.0",
    ...(credentials && { oauth_token: credentials.token }),
    ...parameters,
  }
  const secrets = { client: client.clientSecret, token: credentials?.secret ?? "" }
  const request = { method, url, parameters: [...Object.entries(unsigned), ...form] }
  const signed = { ...unsigned, oauth_signature: signature(signatureMethod, request, secrets) }
  return { authorization: authorizationHeader(Object.entries(signed), realm), signed }
}

/**
 * Reads a form with a token and its secret (sections 2.1 and 2.3). Providers send it with various content types.
 *
 * @param step decides which check an error names
 * @throws AuthError token_refused; Error for anything that is not such a form
 */
export async function readCredentials(step: "temporary" | "token", response: Response): Promise<Credentials> {
  const { status } = response
  if (status >= 400) {
    // OAuth Problem Reporting, an extension that many providers have.
    const problem = new URLSearchParams(await response.text()).get("oauth_problem")
    const check = step === "temporary" ? "temporary_accepted" : "token_accepted"
    throw new AuthError("token_refused", {
      cause: `the response has status ${status}`,
      details: { check, status, ...(problem && providerErrorOf(problem)) },
    })
  }
  if (!response.ok) throw new Error(`the response has status ${status}`)
  const { oauth_token: token, oauth_token_secret: secret, ...extra } = readForm(await response.text())
  if (!token || secret === undefined) throw new Error("the response has no token, or no secret")
  return { token, secret, extra }
}

function readForm(text: string): Record<string, string> {
  const pairs = text
    .trim()
    .split("&")
    .map((pair) => {
      const [name = "", value, ...rest] = pair.split("=").map(decode)
      if (!name || value === undefined || rest.length > 0) throw new Error("the response is not a form")
      return [name, value] as const
    })
  const form = new Map(pairs)
  if (form.size < pairs.length) throw new Error("the response has a field twice")
  return Object.fromEntries(form)
}

/** @throws URIError for a broken escape, which `URLSearchParams` would accept */
function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "))
}

export function oauth1Provider({ client }: RequestContext): OAuth1Provider {
  if (client.provider.protocol !== "oauth1")
    throw new Error(`${client.provider.id} is not an OAuth 1.0 provider`)
  return client.provider
}
