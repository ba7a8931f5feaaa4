// A signed call to an OAuth 1.0 provider, and the credentials that it answers with.
import { randomBytes } from "node:crypto"
import { AuthError } from "../errors"
import type { OAuth1Provider } from "../providers/types"
import { requestPolicy } from "./client-options"
import { authorizationHeader, signature } from "./oauth1-signature"
import type { AttemptContext } from "./protocol"
import { fetchFor } from "../http/provider-request"

/** A token and its secret: the temporary ones, or those of the access token. */
export type Credentials = {
  token: string
  secret: string
  /** Everything else in the answer. */
  more: Record<string, string>
}

type Call = {
  method: "GET" | "POST"
  address: string
  credentials?: Pick<Credentials, "token" | "secret">
  /** More of the protocol's own parameters. */
  parameters?: Record<string, string>
}

/**
 * Sends a request that is signed for the client and, where there is one, for a token (RFC 5849 section 3.1).
 *
 * @param step what the call is reported as
 * @throws AuthError provider_unreachable, provider_misconfigured
 */
export async function signedFetch(
  step: "temporary" | "token" | "resource",
  ctx: AttemptContext,
  { method, address, credentials, parameters }: Call,
): Promise<Response> {
  const { client } = ctx
  const { signature: signatureMethod = "HMAC-SHA1", realm } = oauth1Provider(ctx)
  const url = new URL(address)
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
  const request = { method, url, parameters: Object.entries(unsigned) }
  const signed = { ...unsigned, oauth_signature: signature(signatureMethod, request, secrets) }
  return fetchFor(step, requestPolicy(ctx))(url.href, {
    method,
    headers: {
      accept: step === "resource" ? "application/json" : "application/x-www-form-urlencoded",
      authorization: authorizationHeader(Object.entries(signed), realm),
    },
    body: undefined,
    parameters: signed,
  })
}

/**
 * Reads a form with a token and its secret (sections 2.1 and 2.3). Providers send it under many a content type.
 *
 * @throws AuthError token_refused; Error for whatever is no such form
 */
export async function readCredentials(response: Response): Promise<Credentials> {
  if (response.status >= 400)
    throw new AuthError("token_refused", { cause: `the answer has status ${response.status}` })
  if (!response.ok) throw new Error(`the answer has status ${response.status}`)
  const { oauth_token: token, oauth_token_secret: secret, ...more } = readForm(await response.text())
  if (!token || secret === undefined) throw new Error("the answer has no token, or no secret")
  return { token, secret, more }
}

function readForm(text: string): Record<string, string> {
  const pairs = text
    .trim()
    .split("&")
    .map((pair) => {
      const [name = "", value, ...rest] = pair.split("=").map(decode)
      if (!name || value === undefined || rest.length > 0) throw new Error("the answer is not a form")
      return [name, value] as const
    })
  const form = new Map(pairs)
  if (form.size < pairs.length) throw new Error("the answer names something twice")
  return Object.fromEntries(form)
}

/** @throws URIError for a broken escape, which `URLSearchParams` would let pass */
function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "))
}

export function oauth1Provider({ client }: AttemptContext): OAuth1Provider {
  if (client.provider.protocol !== "oauth1") throw new Error(`${client.provider.id} does not speak OAuth 1.0`)
  return client.provider
}
