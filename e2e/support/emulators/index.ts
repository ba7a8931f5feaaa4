// Vercel's emulate, each emulator behind a door that can say what the real provider says and it does not.
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { test as base } from "@playwright/test"
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose"
import { startEmulators } from "../../../scripts/identity/emulator.mjs"

/** One request on its way to an emulator. */
export type Passing = {
  origin: string
  path: string
  form: URLSearchParams
  /** As the newest authorization request had it. */
  nonce: string
  /** Asks the emulator, at its own path. */
  pass: (path?: string) => Promise<Response>
  /** An ID token by the door's own key. */
  sign: (claims: JWTPayload) => Promise<string>
  /** A discovery document with the door's own key, as far as every provider has the same. */
  announce: (more: object) => Response
}

export type Emulated = {
  service: Parameters<typeof startEmulators>[0][number]["service"]
  seed: object
  /** The provider's variables, from the address of the door. */
  variables: (origin: string) => Record<string, string>
  /** Answers in the emulator's place. */
  door?: (asked: Passing) => Promise<Response> | Response
}

/** Starts the emulators and sets the variables of their providers, before any client is read from them. */
export function testWith(emulated: Emulated[]) {
  return base.extend<object, { emulators: void }>({
    emulators: [
      // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
      async ({}, use) => {
        const opened = await Promise.all(
          emulated.map(async (provider) => ({ ...provider, ...(await openDoor()) })),
        )
        const { ports, close } = await startEmulators(
          opened.map(({ service, seed, origin }) => ({
            service,
            baseUrl: origin,
            seed: { tokens: {}, [service]: seed },
          })),
        )
        const { privateKey, publicKey } = await generateKeyPair("RS256")
        const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "door" }] }
        for (const [index, { server, origin, door = unchanged, variables }] of opened.entries()) {
          Object.assign(process.env, variables(origin))
          const upstream = `http://127.0.0.1:${ports[index]}`
          const sign: Passing["sign"] = async (claims) =>
            new SignJWT(claims)
              .setProtectedHeader({ alg: "RS256", kid: "door" })
              .setIssuer(origin)
              .setIssuedAt()
              .setExpirationTime("1h")
              .sign(privateKey)
          answerWith(server, { door, origin, keys, upstream, sign })
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

const unchanged: NonNullable<Emulated["door"]> = ({ pass }) => pass()

type Behind = Pick<Passing, "origin" | "sign"> & {
  door: NonNullable<Emulated["door"]>
  keys: object
  upstream: string
}

function answerWith(server: Server, { door, keys, upstream, ...known }: Behind): void {
  let nonce = ""
  server.on("request", (request, response) => {
    void (async () => {
      const { method = "GET", headers } = request
      const url = new URL(request.url ?? "/", known.origin)
      const body = method === "POST" ? await text(request) : undefined
      nonce = url.searchParams.get("nonce") ?? nonce
      const answer =
        url.pathname === "/door/keys"
          ? Response.json(keys)
          : await door({
              ...known,
              path: url.pathname,
              form: new URLSearchParams(body),
              nonce,
              pass: async (path = url.pathname) =>
                fetch(upstream + path + url.search, {
                  method,
                  headers: plain(headers),
                  body: body ?? null,
                  redirect: "manual",
                }),
              announce: (more) =>
                Response.json({
                  ...standard,
                  issuer: known.origin,
                  jwks_uri: `${known.origin}/door/keys`,
                  ...more,
                }),
            })
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
    })()
  })
}

const standard = {
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
}

/** `fetch` writes its own Host and Content-Length. */
function plain(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const { authorization, "content-type": type } = headers
  return {
    ...(authorization && { authorization: String(authorization) }),
    ...(type && { "content-type": String(type) }),
  }
}

type Door = { server: Server; origin: string }

async function openDoor(): Promise<Door> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
