// Any number of issuers of the certified provider `oidc-provider` in one process: they differ in the path.
import { generateKeyPairSync } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import Provider, { type JWK } from "oidc-provider"
import { listenOnNewPort } from "../../lib/auth/oauth/new-port.fixture"

type Client = { clientSecret: string; redirectUri: string }

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
const keys = [{ ...privateKey.export({ format: "jwk" }), kid: "one" } as JWK]

// It warns about settings that matter in production only.
console.warn = console.info = () => undefined

/** Signs in one user, `ada`, without a page. */
export class Issuers {
  /** The address of the visitor's user, at all issuers. */
  user = { email: "ada@example.test", email_verified: true }
  private readonly providers = new Map<string, Provider>()
  private readonly clients = new Map<string, Client>()
  private readonly server = createServer((request, response) => void this.serve(request, response))

  static async start(): Promise<Issuers> {
    const issuers = new Issuers()
    await listenOnNewPort(issuers.server, "localhost")
    return issuers
  }

  /** The issuer of this name. */
  issuer(name: string): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/${name}`
  }

  /** Registers the client `client` at an issuer. */
  register(name: string, client: Client): void {
    this.clients.set(name, client)
    this.providers.delete(name)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
  }

  private async serve(request: IncomingMessage & { originalUrl?: string }, response: ServerResponse) {
    const [, name = "", rest = "/"] = /^\/([^/?]+)(.*)$/s.exec(request.url ?? "") ?? []
    const provider = this.providerOf(name)
    // As a router does that mounts the provider below a path.
    request.originalUrl = request.url ?? ""
    request.url = rest
    if (!rest.startsWith("/interaction/")) return void provider.callback()(request, response)
    await provider.interactionFinished(request, response, { login: { accountId: "ada" } })
  }

  private providerOf(name: string): Provider {
    const known = this.providers.get(name)
    if (known) return known
    const provider = this.create(name)
    this.providers.set(name, provider)
    return provider
  }

  private create(name: string): Provider {
    const { clientSecret, redirectUri } = this.clients.get(name) ?? {}
    return new Provider(this.issuer(name), {
      jwks: { keys },
      clients: redirectUri
        ? [
            {
              client_id: "client",
              client_secret: clientSecret,
              redirect_uris: [redirectUri],
              response_types: ["code"],
              id_token_signed_response_alg: "ES256",
            },
          ]
        : [],
      pkce: { required: () => true },
      scopes: ["openid", "profile", "email"],
      claims: { openid: ["sub", "auth_time"], profile: ["name"], email: ["email", "email_verified"] },
      enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: "Ada", ...this.user }) }),
      async loadExistingGrant({ oidc: { client, session, provider } }) {
        const grant = new provider.Grant({
          clientId: client?.clientId ?? "",
          accountId: session?.accountId ?? "",
        })
        grant.addOIDCScope("openid profile email")
        await grant.save()
        return grant
      },
      interactions: { url: (_, { uid }) => `/${name}/interaction/${uid}` },
      features: { devInteractions: { enabled: false } },
      cookies: { keys: ["a key for cookies"] },
    })
  }
}

/** Follows the redirects from the authorization endpoint to the callback, as a browser does. Returns the callback's address. */
export async function authorizeAt(address: string): Promise<string> {
  const jar = new Map<string, string>()
  let url = new URL(address)
  const { origin } = url
  for (let step = 0; step < 8 && url.origin === origin; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(url, { headers: { cookie }, redirect: "manual" })
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const location = response.headers.get("location")
    if (!location) throw new Error(`${url.href} did not redirect: ${await response.text()}`)
    url = new URL(location, url)
  }
  return url.href
}
