// Sign-ins at `oidc-provider`, which is certified and was written by nobody here.
import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test as base } from "@playwright/test"
import Provider, { type ClientMetadata, type Configuration, type JWK } from "oidc-provider"
import type { Client } from "../clients"
import { readPrivateKey } from "../private-key"
import type { OidcProvider } from "../providers/types"
import { exchangeWith } from "./exchange.fixture"
import { oidc } from "./oidc"
import type { Exchange } from "./protocol"

// It warns of what only matters in production.
console.warn = console.info = () => undefined

const redirectUri = "http://localhost:3000/api/auth/service/callback"
const secret = "a client secret of thirty-two bytes"

const keys = {
  RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  EdDSA: generateKeyPairSync("ed25519"),
}
const ours = generateKeyPairSync("ec", { namedCurve: "P-256" })

type Started = { issuer: string; asked: string[] }

/** `start` starts a provider with one client on this machine; the test's end stops it. */
const test = base.extend<{
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
      const provider = new Provider(issuer, configuration(client, more))
      const answer = provider.callback()
      server.on("request", (request, response) => {
        asked.push(`${request.method} ${request.url?.split("?")[0]}`)
        if (!request.url?.startsWith("/interaction/")) return void answer(request, response)
        void provider.interactionFinished(request, response, {
          login: { accountId: "ada", acr: "two-factor" },
        })
      })
      return { issuer, asked }
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
    async loadExistingGrant({ oidc: { client: asking, session, provider } }) {
      const grant = new provider.Grant({
        clientId: asking?.clientId ?? "",
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

function jwk(key: KeyObject, kid: string): JWK {
  return { ...key.export({ format: "jwk" }), kid } as JWK
}

function exchangeAt(
  issuer: string,
  options: Partial<OidcProvider> = {},
  client: Partial<Client> = {},
): Exchange {
  const provider: OidcProvider = {
    id: "service",
    name: "Service",
    protocol: "oidc",
    settings: { issuer },
    scope: "openid email",
    ...options,
  }
  return exchangeWith(provider, { issuer, clientSecret: secret, tokenAuth: undefined, ...client })
}

/** Walks as a browser would, from the address of `begin` to the callback, and returns the answer. */
async function visit(address: URL): Promise<URLSearchParams> {
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

async function signIn(exchange: Exchange, wishes = {}) {
  return oidc.complete(exchange, await visit((await oidc.begin(exchange, wishes)).url))
}

const person = { id: "ada", name: null, email: "ada@example.com", emailVerified: true, image: null }

for (const alg of ["RS256", "PS256", "ES256", "EdDSA"] as const)
  test(`an ID token signed with ${alg} signs in`, async ({ start }) => {
    const { issuer } = await start({ id_token_signed_response_alg: alg })
    const { profile } = await signIn(exchangeAt(issuer))
    expect(profile).toEqual(person)
  })

test("an ID token signed with the client secret signs in only where the provider declares it", async ({
  start,
}) => {
  const { issuer } = await start({ id_token_signed_response_alg: "HS256" })
  expect((await signIn(exchangeAt(issuer, { idTokenAlg: "HS256" }))).profile).toEqual(person)
  await expect(signIn(exchangeAt(issuer))).rejects.toThrow("id_token_invalid")
})

const pem = ours.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
const ways: [way: Client["tokenAuth"], registered: Partial<ClientMetadata>][] = [
  ["client_secret_basic", { token_endpoint_auth_method: "client_secret_basic" }],
  ["client_secret_post", { token_endpoint_auth_method: "client_secret_post" }],
  ["client_secret_jwt", { token_endpoint_auth_method: "client_secret_jwt" }],
  [
    "private_key_jwt",
    {
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [{ ...ours.publicKey.export({ format: "jwk" }), kid: "second" } as JWK] },
    },
  ],
  ["none", { token_endpoint_auth_method: "none" }],
]
for (const [way, registered] of ways) {
  const key = { privateKey: readPrivateKey(pem, "second") }

  test(`the client proves itself by ${way}, in the pushed request and for the tokens`, async ({ start }) => {
    const { issuer, asked } = await start(
      { ...registered, require_pushed_authorization_requests: true },
      way === "none"
        ? {
            features: {
              devInteractions: { enabled: false },
              pushedAuthorizationRequests: { enabled: true, allowUnregisteredRedirectUris: false },
            },
          }
        : {},
    )
    expect((await signIn(exchangeAt(issuer, {}, { tokenAuth: way, ...key }))).profile).toMatchObject({
      id: "ada",
    })
    expect(asked).toContain("POST /request")
  })

  test(`a client registered for ${way} is refused by another way`, async ({ start }) => {
    const { issuer } = await start(registered)
    const other = way === "none" ? "client_secret_basic" : "none"
    await expect(signIn(exchangeAt(issuer, { par: false }, { tokenAuth: other, ...key }))).rejects.toThrow(
      "token_refused",
    )
  })
}

test("a pushed request leaves nothing but a reference in the address", async ({ start }) => {
  const { issuer } = await start({})
  const { url: address } = await oidc.begin(exchangeAt(issuer), { login_hint: "ada@example.com" })
  expect([...address.searchParams.keys()].toSorted()).toEqual(["client_id", "request_uri"])
  expect(address.searchParams.get("request_uri")).toMatch(/^urn:ietf:params:oauth:request_uri:/)
})

test("a refused pushed request names the provider's refusal", async ({ start }) => {
  const { issuer } = await start({ redirect_uris: ["http://localhost:3000/elsewhere"] })
  await expect(oidc.begin(exchangeAt(issuer), {})).rejects.toThrow("provider_refused")
})

test("the answer may come as a posted form", async ({ start }) => {
  const { issuer } = await start({})
  const exchange = exchangeAt(issuer, { responseMode: "form_post" })
  const answer = await visit((await oidc.begin(exchange, {})).url)
  expect([...answer.keys()].toSorted()).toEqual(["code", "iss", "state"])
  expect((await oidc.complete(exchange, answer)).profile).toEqual(person)
})

for (const alg of ["RS256", "ES256"] as const)
  test(`userinfo may be a JWT signed with ${alg}`, async ({ start }) => {
    const { issuer } = await start({ userinfo_signed_response_alg: alg })
    expect((await signIn(exchangeAt(issuer))).profile).toEqual(person)
  })

test("a sign-in that must be recent, and of a kind, is checked when the visitor is back", async ({
  start,
}) => {
  const { issuer } = await start({})
  const exchange = exchangeAt(issuer)
  const asked = { max_age: "600", acr_values: "two-factor" }
  const answer = await visit((await oidc.begin(exchange, asked)).url)
  exchange.attempt.maxAge = 600
  exchange.attempt.acrValues = "two-factor"
  expect((await oidc.complete(exchange, answer)).profile).toEqual(person)
})
