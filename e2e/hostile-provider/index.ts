// A provider that can be told, per test, how to misbehave. It approves every request without asking anybody.
import { randomBytes } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { answer } from "./answer"
import { type Behaviour, hanna, type Person } from "./behaviour"
import { clientId, fits, isOurClient, metadata, variablesFor } from "./client"
import { makeSigner, type Signer } from "./keys"

export { reply, type Behaviour } from "./behaviour"

export type Received = {
  method: string
  path: string
  headers: IncomingMessage["headers"]
  form: URLSearchParams
}

type Grant = { request: URLSearchParams; person: Person }

export class HostileProvider {
  /** What it was asked since the last `behave`. */
  received: Received[] = []
  private behaviour: Behaviour = {}
  private readonly codes = new Map<string, Grant>()
  private readonly tokens = new Map<string, Grant>()
  private readonly server = createServer((request, response) => void this.serve(request, response))
  private readonly signer: Signer
  /** Signs with the same key id, and with a key that the key set does not have. */
  readonly forger: Signer

  private constructor(signer: Signer, forger: Signer) {
    this.signer = signer
    this.forger = forger
  }

  static async start(): Promise<HostileProvider> {
    const provider = new HostileProvider(await makeSigner("one"), await makeSigner("one"))
    await new Promise<void>((resolve) => provider.server.listen(0, "localhost", resolve))
    return provider
  }

  get origin(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`
  }

  /** The variables that point an app's four providers here. */
  get env(): Record<string, string> {
    return variablesFor(this.origin)
  }

  /** Sets how it behaves from now on; what is not named is faithful again. */
  behave(behaviour: Behaviour = {}): void {
    this.behaviour = behaviour
    this.received = []
  }

  /** Its faithful signature under any claims. */
  sign(claims: Record<string, unknown>): Promise<string> {
    return this.signer.sign(claims)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin)
    const form = new URLSearchParams(request.method === "POST" ? await text(request) : "")
    this.received.push({ method: request.method ?? "", path: url.pathname, headers: request.headers, form })
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
      case "/astray/.well-known/openid-configuration":
        return answer(response, metadata(this.origin))
      case "/jwks":
        return answer(response, { keys: [this.signer.jwk] })
      case "/authorize":
      case "/login/oauth/authorize":
        return this.authorize(url, response)
      case "/token":
      case "/login/oauth/access_token":
        return this.token(request, form, response)
      case "/userinfo":
        return this.resource(request, response, (person) => ({ ...person }))
      case "/api/v3/user":
        return this.resource(request, response, ({ sub, name }) => ({ id: Number(sub), login: "octo", name }))
      case "/api/v3/user/emails":
        return answer(response, this.behaviour.emails ?? [])
      default:
        response.writeHead(404).end()
    }
  }

  private authorize(url: URL, response: ServerResponse): void {
    const code = randomBytes(16).toString("base64url")
    const person = this.behaviour.person ?? hanna
    this.codes.set(code, { request: url.searchParams, person })
    const target = new URL(url.searchParams.get("redirect_uri") ?? "")
    target.searchParams.set("code", code)
    target.searchParams.set("state", url.searchParams.get("state") ?? "")
    if (url.searchParams.has("nonce")) target.searchParams.set("iss", this.origin)
    this.behaviour.answer?.(target.searchParams)
    response.writeHead(302, { location: target.href }).end()
  }

  private async token(
    request: IncomingMessage,
    form: URLSearchParams,
    response: ServerResponse,
  ): Promise<void> {
    const code = form.get("code") ?? ""
    const grant = this.codes.get(code)
    this.codes.delete(code)
    if (!isOurClient(request, form)) return answer(response, { error: "invalid_client" }, 401)
    if (!grant || !fits(grant.request, form)) return answer(response, { error: "invalid_grant" }, 400)
    const accessToken = randomBytes(16).toString("base64url")
    this.tokens.set(accessToken, grant)
    const body = {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: randomBytes(16).toString("base64url"),
      scope: grant.request.get("scope") ?? undefined,
      ...(grant.request.has("nonce") && { id_token: await this.idToken(grant) }),
    }
    answer(response, this.behaviour.token?.(body) ?? body)
  }

  private async idToken({ request, person }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: this.origin,
      aud: clientId,
      sub: person.sub,
      nonce: request.get("nonce"),
      iat: now,
      exp: now + 300,
    }
    const token = await this.signer.sign(this.behaviour.claims?.(claims) ?? claims)
    return this.behaviour.idToken?.(token) ?? token
  }

  private async resource(
    request: IncomingMessage,
    response: ServerResponse,
    shape: (person: Person) => Record<string, unknown>,
  ): Promise<void> {
    const grant = this.tokens.get(request.headers.authorization?.replace(/^bearer /i, "") ?? "")
    if (!grant) return answer(response, { error: "invalid_token" }, 401)
    const body = shape(grant.person)
    answer(response, this.behaviour.userinfo ? await this.behaviour.userinfo(body) : body)
  }
}
