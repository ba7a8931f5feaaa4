// Vercel's emulate, with each emulator behind a proxy that adds what the real provider sends and the emulator does not.
import { createServer, type Server } from "node:http"
import { text } from "node:stream/consumers"
import { test as base } from "@playwright/test"
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose"
import { listenOnNewPort } from "../../../lib/auth/oauth/new-port.fixture"
import { startEmulators } from "../../../scripts/identity/emulated.mjs"

/** A request to an emulator, as its proxy sees it. */
export type ProxiedRequest = {
  origin: string
  path: string
  form: URLSearchParams
  /** The nonce of the latest authorization request. */
  nonce: string
  /** Forwards the request to the emulator, at the same or another path. */
  forward: (path?: string) => Promise<Response>
  /** Signs an ID token with the proxy's key. */
  sign: (claims: JWTPayload) => Promise<string>
  /** Returns a discovery document with the proxy's key and the given members. */
  discoveryDocument: (more: object) => Response
}

export type Emulated = {
  service: Parameters<typeof startEmulators>[0][number]["service"]
  seed: object
  /** The provider's variables, by the origin of the proxy. */
  variables: (origin: string) => Record<string, string>
  /** Handles requests in place of the emulator. */
  intercept?: (request: ProxiedRequest) => Promise<Response> | Response
}

/** Returns a `test` that starts the emulators and sets the variables of their providers, before a client is read from them. */
export function testWith(emulated: Emulated[]) {
  return base.extend<object, { emulators: void }>({
    emulators: [
      // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
      async ({}, use) => {
        const opened = await Promise.all(
          emulated.map(async (provider) => ({ ...provider, ...(await openProxy()) })),
        )
        const { ports, close } = await startEmulators(
          opened.map(({ service, seed, origin }) => ({
            service,
            baseUrl: origin,
            seed: { tokens: {}, [service]: seed },
          })),
        )
        const { privateKey, publicKey } = await generateKeyPair("RS256")
        const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "proxy" }] }
        for (const [index, { server, origin, intercept = forwardUnchanged, variables }] of opened.entries()) {
          Object.assign(process.env, variables(origin))
          const upstream = `http://127.0.0.1:${ports[index]}`
          const sign: ProxiedRequest["sign"] = async (claims) =>
            new SignJWT(claims)
              .setProtectedHeader({ alg: "RS256", kid: "proxy" })
              .setIssuer(origin)
              .setIssuedAt()
              .setExpirationTime("1h")
              .sign(privateKey)
          serve(server, { intercept, origin, keys, upstream, sign })
        }
        await use()
        await close()
        for (const { server } of opened) {
          server.close()
          server.closeAllConnections()
        }
      },
      { scope: "worker", auto: true },
    ],
  })
}

const forwardUnchanged: NonNullable<Emulated["intercept"]> = ({ forward }) => forward()

type ProxyOptions = Pick<ProxiedRequest, "origin" | "sign"> & {
  intercept: NonNullable<Emulated["intercept"]>
  keys: object
  upstream: string
}

function serve(server: Server, { intercept, keys, upstream, ...shared }: ProxyOptions): void {
  let nonce = ""
  server.on("request", (request, response) => {
    void (async () => {
      const { method = "GET", headers } = request
      const url = new URL(request.url ?? "/", shared.origin)
      const body = method === "POST" ? await text(request) : undefined
      nonce = url.searchParams.get("nonce") ?? nonce
      const result =
        url.pathname === "/proxy/keys"
          ? Response.json(keys)
          : await intercept({
              ...shared,
              path: url.pathname,
              form: new URLSearchParams(body),
              nonce,
              forward: async (path = url.pathname) =>
                fetch(upstream + path + url.search, {
                  method,
                  headers: forwardedHeaders(headers),
                  body: body ?? null,
                  redirect: "manual",
                }),
              discoveryDocument: (more) =>
                Response.json({
                  ...commonMetadata,
                  issuer: shared.origin,
                  jwks_uri: `${shared.origin}/proxy/keys`,
                  ...more,
                }),
            })
      response.writeHead(result.status, Object.fromEntries(result.headers)).end(await result.text())
    })()
  })
}

const commonMetadata = {
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
}

/** Only these headers: `fetch` sets Host and Content-Length itself. */
function forwardedHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const { authorization, "content-type": type } = headers
  return {
    ...(authorization && { authorization: String(authorization) }),
    ...(type && { "content-type": String(type) }),
  }
}

type Proxy = { server: Server; origin: string }

async function openProxy(): Promise<Proxy> {
  const server = createServer()
  return { server, origin: `http://127.0.0.1:${await listenOnNewPort(server)}` }
}
