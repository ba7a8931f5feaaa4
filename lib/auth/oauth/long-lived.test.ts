// Services without refresh tokens, such as Instagram and Threads: the access token is exchanged for a long-lived one.
import { expect } from "@playwright/test"
import type { OAuth2Provider } from "../providers/types"
import {
  authorizationResponse,
  codeOf,
  contextWith,
  providerAt,
  test,
  type Responder,
} from "./context.fixture"
import { oauth2 } from "./oauth2"

const shortLived = { access_token: "short", user_id: 1 }
const longLived = { access_token: "long", token_type: "bearer", expires_in: 5_183_944 }

const optionsAt = (origin: string): Partial<OAuth2Provider> => ({
  tokenType: "bearer",
  longLived: {
    exchange: `${origin}/exchange?grant_type=x_exchange_token&client_secret=secret`,
    renewBeforeDays: 30,
  },
  refresh: `${origin}/renew?grant_type=x_refresh_token`,
  invalidGrant: ["error.code=190"],
})

/** Responds like the service, except at the given paths. */
const service =
  (others: Record<string, Responder> = {}): Responder =>
  (request) =>
    others[request.url.pathname]?.(request) ?? {
      body: { "/token": shortLived, "/userinfo": { id: 1 } }[request.url.pathname] ?? longLived,
    }

test("the access token is exchanged with a GET, and the long-lived one reads the profile", async ({
  startServer,
}) => {
  const { origin, requests } = await startServer(service())
  const ctx = contextWith(providerAt(origin, optionsAt(origin)))
  const { tokens } = await oauth2.complete(ctx, authorizationResponse())
  expect(tokens).toMatchObject({ accessToken: "long", refreshToken: "long", extra: { user_id: 1 } })
  expect((tokens.expiresAt ?? 0) - Date.now() / 1000).toBeGreaterThan(5_183_000)
  const [token, exchange, userinfo] = requests
  expect([token?.url.pathname, exchange?.method, userinfo?.headers.authorization]).toEqual([
    "/token",
    "GET",
    "Bearer long",
  ])
  expect(Object.fromEntries(exchange?.url.searchParams ?? [])).toEqual({
    grant_type: "x_exchange_token",
    client_secret: "secret",
    access_token: "short",
  })
})

const unusable: [response: string, responder: Responder][] = [
  ["an error", () => ({ status: 400, body: { error: { message: "unsupported", code: 100 } } })],
  ["status 500", () => ({ status: 500, body: {} })],
  ["no token", () => ({ body: { token_type: "bearer" } })],
]
for (const [response, responder] of unusable)
  test(`a sign-in continues with the short-lived token, for an hour, if the exchange returns ${response}`, async ({
    startServer,
  }) => {
    const { origin, requests } = await startServer(service({ "/exchange": responder }))
    const ctx = contextWith(providerAt(origin, optionsAt(origin)))
    const { tokens, profile } = await oauth2.complete(ctx, authorizationResponse())
    expect(profile.id).toBe("1")
    expect(tokens).toMatchObject({ accessToken: "short", refreshToken: null })
    expect(Math.abs((tokens.expiresAt ?? 0) - Date.now() / 1000 - 3600)).toBeLessThan(60)
    expect(requests.at(-1)?.headers.authorization).toBe("Bearer short")
  })

test("a long-lived token is renewed with itself, at its own address", async ({ startServer }) => {
  const { origin, requests } = await startServer(service())
  const ctx = contextWith(providerAt(origin, optionsAt(origin)))
  const tokens = await oauth2.refresh?.(ctx, { refreshToken: "stored", idToken: undefined })
  expect(tokens).toMatchObject({ accessToken: "long", refreshToken: "long" })
  expect(requests.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
    "GET /renew?grant_type=x_refresh_token&access_token=stored",
  ])
})

test("a long-lived token that the service calls invalid needs consent, and other errors do not", async ({
  startServer,
}) => {
  const refuse =
    (code: number): Responder =>
    () => ({ status: 400, body: { error: { code } } })
  const refresh = async (code: number) => {
    const { origin } = await startServer(service({ "/renew": refuse(code) }))
    const ctx = contextWith(providerAt(origin, optionsAt(origin)))
    return oauth2.refresh?.(ctx, { refreshToken: "stored", idToken: undefined })
  }
  expect(await refresh(190)).toBeNull()
  expect(await codeOf(refresh(4) ?? Promise.resolve())).toBe("token_refused")
})
