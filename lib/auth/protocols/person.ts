// Who signed in, asked with the access token (RFC 6750), as the provider declares.
import { createHmac } from "node:crypto"
import { AuthError } from "../errors"
import { fillPaths, find } from "../profile"
import { caller } from "./calls"
import { succeeded } from "./dialect"
import { parseJson } from "../../json"
import type { Exchange, Tokens } from "./protocol"
import { fetchFor, named } from "./request"

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
export async function readPerson(
  exchange: Exchange,
  tokens: Tokens,
  answer: URLSearchParams,
  claims: Known = {},
): Promise<Readonly<Known>> {
  const { provider } = exchange.client
  const { also = {}, userinfoForm: form, graphql } = provider
  const userinfo = provider.protocol === "oauth2" ? provider.userinfo : undefined
  const known = fromTokens(exchange, tokens)
  return named("userinfo_invalid", async () => {
    const asked = userinfo ? read(exchange, userinfo, known, { form, graphql }) : Promise.resolve(claims)
    const further = Object.entries(also).map(async ([name, address]) => {
      const isOfPerson = /\{(?!access_token\}|token_hmac\}|token\.)/.test(address)
      const source = isOfPerson ? { ...object(await asked), ...known } : known
      return [name, await read(exchange, address, source).catch(nothingIfRefused)] as const
    })
    const [person, ...answers] = await Promise.all([asked, ...further])
    const more = { ...Object.fromEntries(answers), ...visitorSays(exchange, answer), token: known.token }
    // A list stays one, so that paths can search it.
    const whole: Known = Array.isArray(person)
      ? Object.assign(Object([...(person as unknown[])]), more)
      : { ...object(person), ...more }
    return provider.hooks?.person?.(whole) ?? whole
  })
}

/** The visitor could have changed it on the way, so it says how they want to be called and nothing else. */
function visitorSays({ client }: Exchange, answer: URLSearchParams): Known {
  const user = client.provider.userInAnswer ? parseJson(answer.get("user") ?? "") : undefined
  const { name }: Known = object(user)
  return name === undefined ? {} : { user: { name } }
}

function fromTokens({ client }: Exchange, { accessToken, extra }: Tokens): Known {
  // Proves to some providers that the token did not leak to another app.
  const token_hmac = createHmac("sha256", client.clientSecret).update(accessToken).digest("hex")
  return { access_token: accessToken, token_hmac, token: extra }
}

async function read(exchange: Exchange, address: string, known: Known, { form, graphql }: Question = {}) {
  const { headers: declared = {} } = exchange.client.provider
  const headers = new Headers({ accept: "application/json" })
  for (const [name, value] of Object.entries(declared)) headers.set(name, fillPaths(value, known) ?? "")
  const carriesToken = JSON.stringify([address, declared, form]).includes("{access_token}")
  if (!carriesToken) headers.set("authorization", `Bearer ${String(known.access_token)}`)
  const fields = form && Object.keys(form).length > 0 && filledForm(form, known)
  if (graphql) headers.set("content-type", "application/json")
  else if (fields) headers.set("content-type", "application/x-www-form-urlencoded")
  const url = new URL(fillAddress(address, known))
  const response = await fetchFor("resource", caller(exchange))(url.href, {
    method: form || graphql ? "POST" : "GET",
    headers: Object.fromEntries(headers),
    body: graphql ? JSON.stringify({ query: graphql }) : fields || undefined,
  })
  const answer = parseJson(await response.text())
  if (!response.ok || answer === undefined || !succeeded(exchange.client.provider, answer))
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
  return new URLSearchParams(Object.entries(form).map(([name, text]) => [name, fillPaths(text, known) ?? ""]))
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
