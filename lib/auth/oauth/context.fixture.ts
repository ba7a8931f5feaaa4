// For tests: a request context and a local provider whose responses the test defines.
import { createServer, type IncomingMessage } from "node:http"
import { test as base } from "@playwright/test"
import { decodeJwt } from "jose"
import type { Client } from "../clients"
import { AuthError } from "../errors"
import type { OAuth1Provider, OidcProvider, Provider } from "../providers/types"
import { listenOnNewPort } from "./new-port.fixture"
import type { AttemptContext } from "./protocol"

export type RecordedRequest = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string }

export type MockResponse = { status?: number; type?: string; headers?: Record<string, string>; body: unknown }

export type Responder = (request: RecordedRequest) => MockResponse | Promise<MockResponse>

export type StartServer = (respond: Responder) => Promise<{ origin: string; requests: RecordedRequest[] }>

/** `startServer` starts a server and returns its origin and the requests it receives. It stops at the end of the test. */
export const test = base.extend<{ startServer: StartServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
  startServer: async ({}, use) => {
    const servers: ReturnType<typeof createServer>[] = []
    await use(async (respond) => {
      const requests: RecordedRequest[] = []
      const server = createServer((incoming, response) => {
        void (async () => {
          let body = ""
          for await (const chunk of incoming) body += String(chunk)
          const { method = "", url = "", headers } = incoming
          const request = { method, url: new URL(url, "http://localhost"), headers, body }
          requests.push(request)
          const mock = await respond(request)
          response.writeHead(mock.status ?? 200, {
            "content-type": mock.type ?? "application/json",
            ...mock.headers,
          })
          response.end(typeof mock.body === "string" ? mock.body : JSON.stringify(mock.body))
        })()
      })
      servers.push(server)
      return { origin: `http://127.0.0.1:${await listenOnNewPort(server)}`, requests }
    })
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  },
})

/** An OAuth 2.0 provider at `origin`. */
export function providerAt(origin: string, options: Partial<Provider> = {}): Provider {
  return {
    id: "service",
    name: "Service",
    protocol: "oauth2",
    authorization: `${origin}/authorize`,
    token: `${origin}/token`,
    userinfo: `${origin}/userinfo`,
    scope: "profile",
    profile: { id: "id", name: "name", email: "email" },
    ...options,
  } as Provider
}

/** An OAuth 1.0 provider at `origin`. */
export function oauth1ProviderAt(origin: string, options: Partial<OAuth1Provider> = {}): OAuth1Provider {
  return {
    id: "service",
    name: "Service",
    protocol: "oauth1",
    requestToken: `${origin}/request`,
    authorization: `${origin}/authorize`,
    token: `${origin}/token`,
    userinfo: `${origin}/me`,
    profile: { id: "id" },
    ...options,
  }
}

/** A request context as the actions pass it to a protocol. */
export function contextWith(provider: Provider, options: Partial<Client> = {}): AttemptContext {
  const { settings } = provider
  return {
    client: {
      provider,
      issuer: settings?.issuer ?? "https://issuer.example.com",
      clientId: "client",
      clientSecret: "secret",
      tokenAuth: "client_secret_post",
      privateKey: undefined,
      team: "",
      redirectUri: "http://localhost:3000/api/auth/service/callback",
      loopback: true,
      hosts: [],
      apis: [],
      clockSkewSeconds: 30,
      fingerprint: "fingerprint",
      ...options,
    },
    attempt: {
      id: "attempt",
      client: "fingerprint",
      returnTo: "/",
      startedAt: 0,
      seed: "seed",
      intent: { type: "signIn" },
      state: "our-state",
      nonce: "our-nonce",
      codeVerifier: "v".repeat(43),
    },
    flow: { id: "attempt", providerId: provider.id },
  }
}

/** The request context of an OpenID provider whose issuer is `issuer`. */
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
    scope: "openid",
    ...options,
  }
  return contextWith(provider, { issuer, ...client })
}

/** @returns the code of the AuthError with which the work failed; else the error, or "undefined", as text */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof AuthError ? error.code : String(error)
}

/** The parameters of a valid authorization response, with changes. */
export function authorizationResponse(params: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({ code: "the-code", state: "our-state", ...params })
}

/** The header Date of a server's clock. @param seconds from now */
export function dateIn(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toUTCString()
}

/**
 * The responses of a server whose clock is ahead of ours by some seconds. It refuses a JWT that is not of its last or next ten seconds.
 *
 * @param options the JWT in a request, and the response that refuses it
 */
export function serverWithClock(
  ahead: number,
  { jwtIn, refusal }: { jwtIn: (request: RecordedRequest) => string; refusal: MockResponse },
) {
  return (request: RecordedRequest, accepted: MockResponse): MockResponse => {
    const { iat = 0, nbf = iat, exp = Infinity } = decodeJwt(jwtIn(request))
    const now = Date.now() / 1000 + ahead
    const response = Math.abs(iat - now) < 10 && nbf - now < 10 && exp > now ? accepted : refusal
    return { ...response, headers: { ...response.headers, date: dateIn(ahead) } }
  }
}

/** The JWT by which a client authenticates itself. */
export function assertionIn({ body }: RecordedRequest): string {
  return new URLSearchParams(body).get("client_assertion") ?? ""
}

/** Values of the header Date by which no JWT is made once more, in words and at the time of a response. */
export const unusableDates = [
  ["of a clock that is an hour ahead", () => dateIn(3600)],
  ["of a clock that is an hour behind", () => dateIn(-3600)],
  ["of three seconds ago", () => dateIn(-3)],
  ["that is no date", () => "soon"],
  ["that is empty", () => ""],
] as const
