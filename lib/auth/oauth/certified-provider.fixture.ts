// For tests: `oidc-provider`, which is certified and was written by nobody here.
import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { test as base } from "@playwright/test"
import Provider, { type ClientMetadata, type Configuration, type JWK } from "oidc-provider"
import type { Client } from "../clients"
import type { OidcProvider } from "../providers/types"
import { contextWith } from "./context.fixture"
import { oidc } from "./oidc"
import type { AttemptContext } from "./protocol"

// It warns of what only matters in production.
console.warn = console.info = () => undefined

const redirectUri = "http://localhost:3000/api/auth/service/callback"
const secret = "a client secret of thirty-two bytes"

const keys = {
  RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  EdDSA: generateKeyPairSync("ed25519"),
}

type Started = {
  issuer: string
  asked: string[]
  /** From now on it signs with other keys, and says that its keys are those of `published`, by default the same. */
  roll: (signing: JWK[], published?: JWK[]) => void
}

/** `start` starts a provider with one client on this machine; the test's end stops it. */
export const test = base.extend<{
  start: (client: Partial<ClientMetadata>, more?: Partial<Configuration>) => Promise<Started>
}>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
  start: async ({}, use) => {
    const servers: ReturnType<typeof createServer>[] = []
    await use(async (client, more = {}) => {
      const asked: string[] = []
      const server = createServer()
      servers.push(server)
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
      const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      let provider = new Provider(issuer, configuration(client, more))
      let published: JWK[] | undefined
      server.on("request", (request, response) => {
        asked.push(`${request.method} ${request.url?.split("?")[0]}`)
        if (request.url === "/jwks" && published)
          return void response
            .writeHead(200, { "content-type": "application/json" })
            .end(JSON.stringify({ keys: published.map(publicPart) }))
        if (!request.url?.startsWith("/interaction/")) return void provider.callback()(request, response)
        void provider.interactionFinished(request, response, {
          login: { accountId: "ada", acr: "two-factor" },
        })
      })
      const roll = (signing: JWK[], others?: JWK[]) => {
        provider = new Provider(issuer, configuration(client, { ...more, jwks: { keys: signing } }))
        published = others
      }
      return { issuer, asked, roll }
    })
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  },
})

function configuration(client: Partial<ClientMetadata>, more: Partial<Configuration>): Configuration {
  return {
    jwks: {
      keys: [
        jwk(keys.RS256.privateKey, "rsa"),
        jwk(keys.ES256.privateKey, "ec"),
        jwk(keys.EdDSA.privateKey, "ed"),
      ],
    },
    clients: [
      {
        client_id: "client",
        client_secret: secret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        ...client,
      },
    ],
    pkce: { required: () => true },
    acrValues: ["two-factor"],
    scopes: ["openid", "email"],
    claims: { openid: ["sub", "acr", "auth_time"], email: ["email", "email_verified"] },
    enabledJWA: {
      idTokenSigningAlgValues: ["RS256", "PS256", "ES256", "EdDSA", "HS256"],
      userinfoSigningAlgValues: ["RS256", "ES256"],
    },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: "ada@example.com", email_verified: true }),
    }),
    async loadExistingGrant({ oidc: { client: ctx, session, provider } }) {
      const grant = new provider.Grant({
        clientId: ctx?.clientId ?? "",
        accountId: session?.accountId ?? "",
      })
      grant.addOIDCScope("openid email")
      await grant.save()
      return grant
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true } },
    cookies: { keys: ["a key for cookies"] },
    ...more,
  }
}

export function jwk(key: KeyObject, kid: string): JWK {
  return { ...key.export({ format: "jwk" }), kid } as JWK
}

function publicPart({ kty, crv, x, y, n, e, kid }: JWK) {
  return { kty, crv, x, y, n, e, kid }
}

export function contextAt(
  issuer: string,
  options: Partial<OidcProvider> = {},
  client: Partial<Client> = {},
): AttemptContext {
  const provider: OidcProvider = {
    id: "service",
    name: "Service",
    protocol: "oidc",
    settings: { issuer },
    scope: "openid email",
    ...options,
  }
  return contextWith(provider, { issuer, clientSecret: secret, tokenAuth: undefined, ...client })
}

/** Walks as a browser would, from the address of `begin` to the callback, and returns the answer. */
export async function visit(address: URL): Promise<URLSearchParams> {
  const jar = new Map<string, string>()
  let url = address
  for (let step = 0; step < 8; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(url, { headers: { cookie }, redirect: "manual" })
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    const location = response.headers.get("location")
    if (!location) return posted(await response.text())
    url = new URL(location, url)
    if (url.href.startsWith(redirectUri)) return url.searchParams
  }
  throw new Error("the provider never answered")
}

/** The fields of the form that a browser would post by itself. */
function posted(page: string): URLSearchParams {
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  if (!page.includes(`action="${redirectUri}"`)) throw new Error(`no form for us: ${page}`)
  return new URLSearchParams(fields.map(([, name = "", value = ""]) => [name, value]))
}

export async function signIn(ctx: AttemptContext, params = {}) {
  return oidc.complete(ctx, await visit((await oidc.begin(ctx, params)).url))
}

export const person = { id: "ada", name: null, email: "ada@example.com", emailVerified: true, image: null }
