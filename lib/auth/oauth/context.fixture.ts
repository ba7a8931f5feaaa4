// For tests: one exchange with a provider on this machine that answers as the test says.
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { test as base } from "@playwright/test"
import type { Client } from "../clients"
import type { Provider } from "../providers/types"
import type { AttemptContext } from "./protocol"

export type Asked = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string }

export type Answered = { status?: number; type?: string; headers?: Record<string, string>; body: unknown }

export type Answer = (asked: Asked) => Answered | Promise<Answered>

/** `serve` starts a server and returns its origin and what it was asked; the test's end stops it. */
export const test = base.extend<{ serve: (answer: Answer) => Promise<{ origin: string; asked: Asked[] }> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
  serve: async ({}, use) => {
    const servers: ReturnType<typeof createServer>[] = []
    await use(async (answer) => {
      const asked: Asked[] = []
      const server = createServer((request, response) => {
        void (async () => {
          let body = ""
          for await (const chunk of request) body += String(chunk)
          const { method = "", url = "", headers } = request
          const question = { method, url: new URL(url, "http://localhost"), headers, body }
          asked.push(question)
          const {
            status = 200,
            type = "application/json",
            headers: more,
            body: said,
          } = await answer(question)
          response.writeHead(status, { "content-type": type, ...more })
          response.end(typeof said === "string" ? said : JSON.stringify(said))
        })()
      })
      servers.push(server)
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
      return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
    })
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  },
})

/** An OAuth 2.0 provider at `origin`. */
export function providerAt(origin: string, more: Partial<Provider> = {}): Provider {
  return {
    id: "service",
    name: "Service",
    protocol: "oauth2",
    authorization: `${origin}/authorize`,
    token: `${origin}/token`,
    userinfo: `${origin}/userinfo`,
    scope: "profile",
    profile: { id: "id", name: "name", email: "email" },
    ...more,
  } as Provider
}

/** What the actions would hand to a protocol. */
export function contextWith(provider: Provider, more: Partial<Client> = {}): AttemptContext {
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
      clockSkewSeconds: 30,
      fingerprint: "fingerprint",
      ...more,
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

/** What the visitor brings back. */
export function answer(more: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({ code: "the-code", state: "our-state", ...more })
}
