// Apple, emulated by Vercel's emulate on 127.0.0.1. Browsers treat it as a different site than the app on localhost.
import { generateKeyPairSync, randomBytes } from "node:crypto"
import { request as forward } from "node:http"
import { startEmulators } from "../../scripts/identity/emulated.mjs"
import { openLocalServer } from "../../scripts/identity/loopback.mjs"
import { appScope, openApp } from "./app"
import { test } from "./fixtures"
import type { Visitor } from "./visitor"

export const ada = { name: "Ada Whitfield", email: "ada@example.test" }

type Apple = {
  origin: string
  /** The variables of an app that signs in with this server. */
  env: Record<string, string>
  close(): Promise<void>
}

async function startApple(): Promise<Apple> {
  const server = await openLocalServer({ preferred: 0, port: 0 })
  const origin = `http://127.0.0.1:${server.port}`
  const { ports, close } = await startEmulators([
    { service: "apple", baseUrl: origin, seed: { tokens: {}, apple: { users: [ada] } } },
  ])
  server.handleWith((request, response) => {
    const { method, headers, url = "/" } = request
    const forwarded = forward(
      new URL(url, `http://127.0.0.1:${ports[0]}`),
      // A connection of its own: the emulator may close an idle one just as it is used again.
      { method, headers, agent: false },
      (upstream) => {
        response.writeHead(upstream.statusCode ?? 502, upstream.headers)
        upstream.pipe(response)
      },
    )
    forwarded.on("error", () => response.destroy())
    request.pipe(forwarded)
  })
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  return {
    origin,
    env: {
      AUTH_APPLE_ISSUER: origin,
      AUTH_APPLE_ID: "client",
      AUTH_APPLE_TEAM: "TEAM123456",
      AUTH_APPLE_KEY_ID: "KEY1234567",
      AUTH_APPLE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    },
    async close() {
      await close()
      await server.close()
    },
  }
}

export type Form = Record<string, string>

/** Approves the request as Ada. Returns the form that Apple makes the browser post to our callback. */
export async function approveAtApple(authorization: string): Promise<Form> {
  const url = new URL(authorization)
  url.searchParams.append("email", ada.email)
  const body = url.searchParams
  const page = await (await fetch(`${url.origin}/auth/authorize/callback`, { method: "POST", body })).text()
  const fields = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries(
    [...fields].map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')]),
  )
}

/** Posts a form-post response as a browser does from another site: without our cookies. */
export function postResponse(
  visitor: Visitor,
  form: Form | string,
  providerId = "apple",
  more: Record<string, string> = {},
) {
  const type = "application/x-www-form-urlencoded"
  const headers = { origin: "null", cookie: null, "content-type": type, ...more }
  const body = typeof form === "string" ? form : new URLSearchParams(form).toString()
  return visitor.request("POST", `/api/auth/${providerId}/callback`, { headers, body })
}

/**
 * Returns the `test` of a spec whose app signs in with Apple and with the hostile provider. In such a spec `lib/auth/crypto/seal`
 * uses the app's secret.
 */
export function testWithApple(label: string) {
  const secret = randomBytes(33).toString("base64")
  const environment = {
    AUTH_URL: "http://localhost",
    AUTH_SECRET: secret,
    DATABASE_URL: "postgres://localhost/none",
  }
  Object.assign(process.env, environment)
  return test.extend<object, { apple: Apple }>({
    apple: [
      // oxlint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const apple = await startApple()
        await use(apple)
        await apple.close()
      },
      { scope: "worker" },
    ],
    app: [
      async ({ apple, hostile }, use, { project, workerIndex }) => {
        const app = await openApp({
          project: project.name,
          label: `${label}-${workerIndex}`,
          env: { ...hostile.env, ...apple.env, AUTH_SECRET: secret },
        })
        await use(app)
        await app.close()
      },
      appScope,
    ],
  })
}
