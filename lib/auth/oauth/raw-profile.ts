// Who signed in, asked with the access token (RFC 6750), as the provider declares.
import { createHmac } from "node:crypto"
import { AuthError } from "../errors"
import { fillTemplate, find } from "./profile"
import { requestPolicy } from "./client-options"
import { succeeded } from "./quirks"
import { parseJson } from "../http/json"
import type { AttemptContext, Tokens } from "./protocol"
import { fetchFor, withErrorCode } from "../http/provider-request"

/** What placeholders stand for. */
type Known = Record<string, unknown>

type Question = { form?: Readonly<Record<string, string>> | undefined; graphql?: string | undefined }

/**
 * Reads userinfo and what else the provider declares; the latter may be refused, for want of a scope.
 *
 * @param answer the callback's parameters
 * @param claims what is known of the person already
 * @returns what the profile's paths read
 * @throws AuthError userinfo_invalid
 */
export async function readRawProfile(
  ctx: AttemptContext,
  tokens: Tokens,
  answer: URLSearchParams,
  claims: Known = {},
): Promise<Readonly<Known>> {
  const { provider } = ctx.client
  const { extraRequests = {}, userinfoForm: form, graphql } = provider
  const userinfo = provider.protocol === "oauth2" ? provider.userinfo : undefined
  const known = fromTokens(ctx, tokens)
  return withErrorCode("userinfo_invalid", async () => {
    const asked = userinfo ? read(ctx, userinfo, known, { form, graphql }) : Promise.resolve(claims)
    const further = Object.entries(extraRequests).map(async ([name, address]) => {
      const isOfPerson = /\{(?!access_token\}|token_hmac\}|token\.)/.test(address)
      const source = isOfPerson ? { ...object(await asked), ...known } : known
      return [name, await read(ctx, address, source).catch(nothingIfRefused)] as const
    })
    const [person, ...answers] = await Promise.all([asked, ...further])
    const more = { ...Object.fromEntries(answers), ...userFromCallback(ctx, answer), token: known.token }
    // A list stays one, so that paths can search it.
    const whole: Known = Array.isArray(person)
      ? Object.assign(Object([...(person as unknown[])]), more)
      : { ...object(person), ...more }
    return provider.hooks?.rawProfile?.(whole) ?? whole
  })
}

/** The visitor could have changed it on the way, so it says how they want to be called and nothing else. */
function userFromCallback({ client }: AttemptContext, answer: URLSearchParams): Known {
  const user = client.provider.userInCallback ? parseJson(answer.get("user") ?? "") : undefined
  const { name }: Known = object(user)
  return name === undefined ? {} : { user: { name } }
}

function fromTokens({ client }: AttemptContext, { accessToken, extra }: Tokens): Known {
  // Proves to some providers that the token did not leak to another app.
  const token_hmac = createHmac("sha256", client.clientSecret).update(accessToken).digest("hex")
  return { access_token: accessToken, token_hmac, token: extra }
}

async function read(ctx: AttemptContext, address: string, known: Known, { form, graphql }: Question = {}) {
  const { headers: declared = {} } = ctx.client.provider
  const headers = new Headers({ accept: "application/json" })
  for (const [name, value] of Object.entries(declared)) headers.set(name, fillTemplate(value, known) ?? "")
  const carriesToken = JSON.stringify([address, declared, form]).includes("{access_token}")
  if (!carriesToken) headers.set("authorization", `Bearer ${String(known.access_token)}`)
  const fields = form && Object.keys(form).length > 0 && filledForm(form, known)
  if (graphql) headers.set("content-type", "application/json")
  else if (fields) headers.set("content-type", "application/x-www-form-urlencoded")
  const url = new URL(fillAddress(address, known))
  const response = await fetchFor("resource", requestPolicy(ctx))(url.href, {
    method: form || graphql ? "POST" : "GET",
    headers: Object.fromEntries(headers),
    body: graphql ? JSON.stringify({ query: graphql }) : fields || undefined,
  })
  const answer = parseJson(await response.text())
  if (!response.ok || answer === undefined || !succeeded(ctx.client.provider, answer))
    throw new Refused(url.host, response.status)
  return answer
}

/** The start of an address may be a whole one, such as the tenant's own host; elsewhere a value is one segment. */
function fillAddress(address: string, known: Known): string {
  return address.replaceAll(/\{([^{}]+)\}/g, (_, path: string, at: number) => {
    const value = find(known, path)
    if (typeof value !== "string" && typeof value !== "number")
      throw new AuthError("userinfo_invalid", { cause: `nothing answered has a ${path}` })
    return at === 0 ? String(value).replace(/\/$/, "") : encodeURIComponent(value)
  })
}

function filledForm(form: Readonly<Record<string, string>>, known: Known): URLSearchParams {
  return new URLSearchParams(
    Object.entries(form).map(([name, text]) => [name, fillTemplate(text, known) ?? ""]),
  )
}

class Refused extends Error {
  readonly status: number

  constructor(host: string, status: number) {
    super(`${host} answered ${status}`)
    this.status = status
  }
}

function nothingIfRefused(error: unknown): null {
  if (error instanceof Refused && (error.status === 403 || error.status === 404)) return null
  throw error
}

function object(value: unknown): Known {
  return { ...Object(value) }
}
