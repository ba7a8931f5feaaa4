// For tests: `oidc-provider`, an independent and certified OpenID provider.
import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { createServer } from "node:http"
import { test as base } from "@playwright/test"
import Provider, { type ClientMetadata, type Configuration, type JWK } from "oidc-provider"
import type { Client } from "../clients"
import type { DpopKey } from "../crypto/dpop-key"
import type { OidcProvider } from "../providers/types"
import { contextAt } from "./context.fixture"
import { listenOnNewPort } from "./new-port.fixture"
import { oidc } from "./oidc"
import type { AttemptContext } from "./protocol"

// oidc-provider warns about settings that matter in production only.
console.warn = console.info = () => undefined

const redirectUri = "http://localhost:3000/api/auth/service/callback"
const secret = "a client secret of thirty-two bytes"

const keys = {
  RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  EdDSA: generateKeyPairSync("ed25519"),
}

const signingKeys = [
  jwk(keys.RS256.privateKey, "rsa"),
  jwk(keys.ES256.privateKey, "ec"),
  jwk(keys.EdDSA.privateKey, "ed"),
]

type RunningProvider = {
  issuer: string
  requests: string[]
  /** The proofs of the requests (RFC 9449), or undefined for a request without one. */
  proofs: (string | undefined)[]
  /** Signs with other keys from now on. The key set has the keys of `published`, by default the same ones. */
  rotateKeys: (signing: JWK[], published?: JWK[]) => void
}

/** `startProvider` starts a local provider with one client. It stops at the end of the test. */
export const test = base.extend<{
  startProvider: (
    client: Partial<ClientMetadata>,
    options?: Partial<Configuration>,
  ) => Promise<RunningProvider>
}>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
  startProvider: async ({}, use) => {
    const servers: ReturnType<typeof createServer>[] = []
    await use(async (client, options = {}) => {
      const requests: string[] = []
      const proofs: RunningProvider["proofs"] = []
      const server = createServer()
      servers.push(server)
      const issuer = `http://127.0.0.1:${await listenOnNewPort(server)}`
      let provider = new Provider(issuer, configuration(client, options))
      let published: JWK[] | undefined
      server.on("request", (request, response) => {
        requests.push(`${request.method} ${request.url?.split("?")[0]}`)
        proofs.push(request.headers["dpop"]?.toString())
        if (request.url === "/jwks" && published)
          return void response
            .writeHead(200, { "content-type": "application/json" })
            .end(JSON.stringify({ keys: published.map(publicPart) }))
        if (!request.url?.startsWith("/interaction/")) return void provider.callback()(request, response)
        void provider.interactionFinished(request, response, {
          login: { accountId: "ada", acr: "two-factor" },
        })
      })
      const rotateKeys = (signing: JWK[], keySet?: JWK[]) => {
        provider = new Provider(issuer, configuration(client, { ...options, jwks: { keys: signing } }))
        published = keySet
      }
      return { issuer, requests, proofs, rotateKeys }
    })
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  },
})

function configuration(client: Partial<ClientMetadata>, options: Partial<Configuration>): Configuration {
  return {
    jwks: { keys: signingKeys },
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
    ...options,
  }
}

export function jwk(key: KeyObject, kid: string): JWK {
  return { ...key.export({ format: "jwk" }), kid } as JWK
}

function publicPart({ kty, crv, x, y, n, e, kid }: JWK) {
  return { kty, crv, x, y, n, e, kid }
}

/** The request context of a client that the provider has registered with its secret. */
export function certifiedContextAt(
  issuer: string,
  options: Partial<OidcProvider> = {},
  client: Partial<Client> = {},
): AttemptContext {
  const registered = { clientSecret: secret, tokenAuth: undefined, ...client }
  return contextAt(issuer, { scope: "openid email", ...options }, registered)
}

/** Follows the redirects from the authorization endpoint to the callback, as a browser does. Returns the response. */
export async function authorize(authorizationUrl: URL): Promise<URLSearchParams> {
  const jar = new Map<string, string>()
  let url = authorizationUrl
  for (let step = 0; step < 8; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(url, { headers: { cookie }, redirect: "manual" })
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    const location = response.headers.get("location")
    if (!location) return formPostResponse(await response.text())
    url = new URL(location, url)
    if (url.href.startsWith(redirectUri)) return url.searchParams
  }
  throw new Error("the provider never redirected to the callback")
}

/** The fields of the page's form, which a script would post in a browser. */
function formPostResponse(page: string): URLSearchParams {
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  if (!page.includes(`action="${redirectUri}"`))
    throw new Error(`the page has no form for the callback: ${page}`)
  return new URLSearchParams(fields.map(([, name = "", value = ""]) => [name, value]))
}

/** @param otherKey is used in place of the key that the authorization request names */
export async function signIn(ctx: AttemptContext, params = {}, otherKey?: DpopKey) {
  const { url, dpopKey } = await oidc.begin(ctx, params)
  const attempt = { ...ctx.attempt, dpopKey: otherKey ?? dpopKey }
  return oidc.complete({ ...ctx, attempt }, await authorize(url))
}

export const expectedProfile = {
  id: "ada",
  name: null,
  email: "ada@example.com",
  emailVerified: true,
  image: null,
}
