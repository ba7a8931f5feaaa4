// A request to a provider's API with a user's access token, in the way that the provider declares.
import * as oauth from "oauth4webapi"
import type { Fetch, Options } from "../http/provider-request"
import { proofOption, withAcceptedProof } from "./dpop"
import { signRequest } from "./oauth1-request"
import { fillTemplate } from "./profile"
import type { RequestContext } from "./protocol"

export type ApiRequest = {
  method: string
  url: URL
  headers: Headers
  body: Uint8Array | undefined
  accessToken: string
  /** OAuth 1.0: the secret of the token. */
  tokenSecret: string | null
}

/**
 * Sends the access token as a bearer token (RFC 6750), with a proof if the context has its key (RFC 9449), signed (RFC 5849), or in
 * a header of the provider's own. The provider's further headers are added, unless the request has them.
 */
export async function sendWithToken(
  ctx: RequestContext,
  { method, url, headers, body, accessToken, tokenSecret }: ApiRequest,
  fetch: Fetch,
): Promise<Response> {
  const declared = ctx.client.provider.headers ?? {}
  for (const [name, template] of Object.entries(declared)) {
    const value = fillTemplate(template, { access_token: accessToken })
    if (value !== undefined && !headers.has(name)) headers.set(name, value)
  }
  const request = { method, headers: Object.fromEntries(headers), body }
  if (ctx.client.provider.protocol === "oauth1") {
    const credentials = { token: accessToken, secret: tokenSecret ?? "" }
    const { authorization } = signRequest(ctx, { method, url, credentials, form: formOf(headers, body) })
    return fetch(url.href, { ...request, headers: { ...request.headers, authorization } })
  }
  if (JSON.stringify(declared).includes("{access_token}")) return fetch(url.href, request)
  return requestWithToken(ctx, { url, accessToken, ...request }, fetch)
}

/** Sends an access token: with a proof for it, if the context has its key (section 7.1), or as a bearer token (RFC 6750). */
export async function requestWithToken(
  ctx: RequestContext,
  { url, accessToken, method, headers, body }: Options & { url: URL; accessToken: string },
  fetch: Fetch,
): Promise<Response> {
  const options = {
    ...(await proofOption(ctx)),
    [oauth.customFetch]: fetch,
    [oauth.allowInsecureRequests]: true,
  }
  return withAcceptedProof(ctx, async () => {
    try {
      return await oauth.protectedResourceRequest(
        accessToken,
        method,
        url,
        new Headers(headers),
        body,
        options,
      )
    } catch (error) {
      if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response
      throw error
    }
  })
}

/** The parameters of a form in the body, which are signed too (RFC 5849 section 3.4.1.3.1). */
function formOf(headers: Headers, body: Uint8Array | undefined): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers.get("content-type") ?? "")
  return new URLSearchParams(isForm ? new TextDecoder().decode(body) : "")
}
