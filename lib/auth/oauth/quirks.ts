// Between the token request as the standard has it and the one that a provider understands, and back.
import { find } from "./profile"
import type { Provider } from "../providers/types"
import { parseJson } from "../http/json"
import type { Fetch, Options } from "../http/provider-request"

/** A `fetch` for oauth4webapi's token request that speaks as the provider declares. */
export function tokenFetch(provider: Provider, fetch: Fetch): Fetch {
  return async (address, options) => {
    const [target, request] = await adaptTokenRequest(provider, new URL(address), options)
    return adaptTokenResponse(provider, await fetch(target.href, request))
  }
}

/** Parameters and headers by the provider's names, as a form, as JSON or in the address. */
async function adaptTokenRequest(provider: Provider, url: URL, options: Options): Promise<[URL, Options]> {
  const standard = options.body instanceof URLSearchParams ? options.body : new URLSearchParams()
  for (const [name, value] of Object.entries(provider.tokenParams ?? {}))
    if (value === null) standard.delete(name)
    else standard.set(name, value)
  const { tokenParamNames = {} } = provider
  const body = new URLSearchParams(
    [...standard].map(([name, value]) => [tokenParamNames[name] ?? name, value]),
  )
  const headers = new Headers({ ...options.headers, ...provider.tokenHeaders })
  await provider.hooks?.tokenRequest?.(body, headers)
  if (provider.tokenRequest === undefined) return [url, { method: "POST", headers: plain(headers), body }]
  if (provider.tokenRequest === "json") {
    headers.set("content-type", "application/json")
    return [url, { method: "POST", headers: plain(headers), body: JSON.stringify(Object.fromEntries(body)) }]
  }
  headers.delete("content-type")
  for (const [name, value] of body) url.searchParams.set(name, value)
  return [url, { method: "GET", headers: plain(headers), body: undefined }]
}

/** The answer as RFC 6749 sections 5.1 and 5.2 want it, as far as the provider declares where that lies. */
async function adaptTokenResponse(provider: Provider, response: Response): Promise<Response> {
  const text = await response.text()
  const answer = parse(provider, response, text)
  if (!answer) return new Response(text, response)
  const paths = Object.entries(provider.tokenPaths ?? {})
  const found = Object.fromEntries(paths.map(([name, path]) => [name, find(answer, path)]))
  const body = tidy({ ...answer, ...found })
  if (provider.tokenType) body.token_type = provider.tokenType
  const standard = provider.hooks?.tokenResponse?.(body) ?? body
  return !response.ok || hasFailed(provider, answer, standard) ? refusal(standard) : Response.json(standard)
}

function parse({ tokenFormat }: Provider, response: Response, text: string): Record<string, unknown> | null {
  const type = response.headers.get("content-type") ?? ""
  if (tokenFormat === "form" && !/^application\/json\b/.test(type))
    return Object.fromEntries(new URLSearchParams(text))
  if (tokenFormat === undefined && !/^application\/([\w.+-]+\+)?json\b/.test(type)) return null
  const parsed = parseJson(text)
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null
}

/** Whether an answer with a good status says that it is an error, in the standard's words or the provider's. */
function hasFailed(provider: Provider, answer: unknown, body: Record<string, unknown>): boolean {
  return (typeof body.error === "string" && body.access_token === undefined) || !succeeded(provider, answer)
}

/** What the provider's `success` says of an answer. */
export function succeeded({ success }: Provider, answer: unknown): boolean {
  const [, path, wanted] = success?.match(/^(.*)=(.*)$/) ?? []
  const said = find(answer, path)
  return said === undefined || said === wanted || JSON.stringify(said) === wanted
}

/** RFC 6749 section 5.2, whatever the provider's own shape. */
function refusal(body: Record<string, unknown>): Response {
  const error = typeof body.error === "string" && body.error ? body.error : "provider_error"
  return Response.json({ ...body, error }, { status: 400 })
}

/** Optional fields of a wrong type can fail no sign-in: what can be read is, the rest goes. */
function tidy(body: Record<string, unknown>): Record<string, unknown> {
  const { scope, expires_in, refresh_token, ...rest } = body
  const seconds = typeof expires_in === "string" && expires_in !== "" ? Number(expires_in) : expires_in
  return {
    ...rest,
    ...(typeof scope === "string" && { scope }),
    ...(Array.isArray(scope) && { scope: scope.join(" ") }),
    ...(typeof seconds === "number" && seconds >= 0 && Number.isFinite(seconds) && { expires_in: seconds }),
    ...(typeof refresh_token === "string" && refresh_token && { refresh_token }),
  }
}

function plain(headers: Headers): Record<string, string> {
  return Object.fromEntries(headers)
}
