// A network of the AT Protocol on this machine: a directory of DIDs, a name server, and any number of servers with accounts. Each server is
// its own authorization server, which requires pushed requests and a proof with its nonce (DPoP).
import { randomBytes } from "node:crypto"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { decodeJwt } from "jose"
import { NameServer } from "../../http/name-server.fixture"
import { listenOnNewPort } from "../new-port.fixture"

type Handler = (request: IncomingMessage, response: ServerResponse, body: URLSearchParams) => void

type Received = { path: string; body: Record<string, string>; scheme: string | undefined; hasProof: boolean }

/** A server on a port of its own, of which a test may replace any answer. */
class LocalServer {
  readonly received: Received[] = []
  readonly answers = new Map<string, Handler>()
  private readonly server: Server
  private readonly respond: Handler
  origin = ""

  constructor(respond: Handler) {
    this.respond = respond
    this.server = createServer((request, response) => void this.handle(request, response))
  }

  async start(): Promise<this> {
    this.origin = `http://localhost:${await listenOnNewPort(this.server, "localhost")}`
    return this
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
  }

  private async handle(request: IncomingMessage, response: ServerResponse) {
    let text = ""
    for await (const chunk of request) text += String(chunk)
    const body = new URLSearchParams(text)
    const { pathname: path } = new URL(request.url ?? "", "http://localhost")
    const [scheme] = (request.headers.authorization ?? "").split(" ")
    const hasProof = request.headers.dpop !== undefined
    this.received.push({ path, body: Object.fromEntries(body), scheme: scheme || undefined, hasProof })
    ;(this.answers.get(path) ?? this.respond)(request, response, body)
  }
}

export function sendJson(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers })
  response.end(JSON.stringify(body))
}

/** A server with accounts (PDS). */
export class AccountServer extends LocalServer {
  /** The account that signs in there. */
  sub = ""
  /** The fields of each token response besides the tokens. */
  token: Record<string, unknown> = {}
  /** `iss` of the authorization response; by default its own. */
  iss: string | undefined
  /** The records `app.bsky.actor.profile` by DID. */
  readonly profiles = new Map<string, unknown>()
  private readonly nonce = randomBytes(8).toString("hex")
  private readonly requests = new Map<string, Record<string, string>>()

  constructor() {
    super((request, response, body) => this.route(request, response, body))
  }

  private route(request: IncomingMessage, response: ServerResponse, body: URLSearchParams) {
    const { origin } = this
    const url = new URL(request.url ?? "", origin)
    switch (url.pathname) {
      case "/.well-known/oauth-protected-resource":
        return sendJson(response, { resource: origin, authorization_servers: [origin] })
      case "/.well-known/oauth-authorization-server":
        return sendJson(response, this.metadata())
      case "/oauth/par":
        return this.withNonce(request, response, 400, () => {
          const request_uri = `urn:ietf:params:oauth:request_uri:${randomBytes(8).toString("hex")}`
          this.requests.set(request_uri, Object.fromEntries(body))
          sendJson(response, { request_uri, expires_in: 60 }, 201)
        })
      case "/oauth/authorize": {
        const { redirect_uri = "", state = "" } =
          this.requests.get(url.searchParams.get("request_uri") ?? "") ?? {}
        const answer = new URLSearchParams({ code: "code", state, iss: this.iss ?? origin })
        response.writeHead(303, { location: `${redirect_uri}?${answer}` })
        return response.end()
      }
      case "/oauth/token":
        return this.withNonce(request, response, 400, () => {
          const tokens = {
            access_token: "access-of-the-pds",
            refresh_token: `refresh-${randomBytes(8).toString("hex")}`,
          }
          const fields = { token_type: "DPoP", expires_in: 300, scope: "atproto", sub: this.sub }
          sendJson(response, { ...tokens, ...fields, ...this.token })
        })
      case "/oauth/revoke":
        return this.withNonce(request, response, 400, () => sendJson(response, {}))
      case "/xrpc/com.atproto.repo.getRecord": {
        const value = this.profiles.get(url.searchParams.get("repo") ?? "")
        return value ? sendJson(response, { value }) : sendJson(response, { error: "RecordNotFound" }, 400)
      }
      case "/xrpc/com.atproto.server.getSession":
        return this.withNonce(request, response, 401, () =>
          sendJson(response, { did: this.sub, email: "alice@example.com", emailConfirmed: true }),
        )
      default:
        return sendJson(response, {}, 404)
    }
  }

  metadata(): Record<string, unknown> {
    const { origin } = this
    return {
      issuer: origin,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      pushed_authorization_request_endpoint: `${origin}/oauth/par`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      scopes_supported: ["atproto", "transition:email"],
      response_types_supported: ["code"],
      dpop_signing_alg_values_supported: ["ES256"],
      token_endpoint_auth_methods_supported: ["none", "private_key_jwt"],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
    }
  }

  /** Requires a proof with the server's nonce. */
  private withNonce(request: IncomingMessage, response: ServerResponse, status: number, work: () => void) {
    const proof = String(request.headers.dpop ?? "")
    if (proof && decodeJwt(proof).nonce === this.nonce) return work()
    sendJson(response, { error: "use_dpop_nonce" }, status, {
      "dpop-nonce": this.nonce,
      "www-authenticate": 'DPoP error="use_dpop_nonce"',
    })
  }
}

export class AtprotoNetwork {
  readonly names: NameServer
  readonly directory: LocalServer
  /** The documents of the directory by DID. */
  readonly documents: Map<string, unknown>
  private readonly servers: LocalServer[] = []

  private constructor(names: NameServer, directory: LocalServer, documents: Map<string, unknown>) {
    this.names = names
    this.directory = directory
    this.documents = documents
  }

  static async start(): Promise<AtprotoNetwork> {
    const documents = new Map<string, unknown>()
    const directory = await new LocalServer((request, response) => {
      const document = documents.get(decodeURIComponent((request.url ?? "").slice(1)))
      sendJson(response, document ?? { message: "DID not registered" }, document ? 200 : 404)
    }).start()
    return new AtprotoNetwork(await NameServer.start(), directory, documents)
  }

  async addServer(): Promise<AccountServer> {
    const server = await new AccountServer().start()
    this.servers.push(server)
    return server
  }

  /** An account whose handle and DID name each other. @returns its DID */
  addAccount(handle: string, server: AccountServer, did = newDid()): string {
    this.names.records.set(`_atproto.${handle}`, [`did=${did}`])
    this.documents.set(did, documentOf(did, handle, server.origin))
    server.sub = did
    return did
  }

  /** The variables that point an app to this network. */
  env(server: AccountServer): Record<string, string> {
    return {
      AUTH_BLUESKY_ID: "on",
      AUTH_BLUESKY_DIRECTORY: this.directory.origin,
      AUTH_BLUESKY_SERVER: server.origin,
      PORTICO_NAME_SERVERS: this.names.address,
    }
  }

  async close(): Promise<void> {
    for (const server of [this.directory, ...this.servers]) await server.close()
    await this.names.close()
  }
}

export function newDid(): string {
  const letters = "abcdefghijklmnopqrstuvwxyz234567"
  return `did:plc:${Array.from(randomBytes(24), (byte) => letters[byte % 32]).join("")}`
}

export function documentOf(did: string, handle: string, origin: string) {
  return {
    id: did,
    alsoKnownAs: [`at://${handle}`],
    service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: origin }],
  }
}
