// The engine's OAuth 1.0 against a server that shares no code with it.
import { createHmac } from "node:crypto"
import { expect, test } from "@playwright/test"
import OAuth from "oauth-1.0a"
import { codeOf, contextWith } from "../../lib/auth/oauth/context.fixture"
import { oauth1 } from "../../lib/auth/oauth/oauth1"
import type { AttemptContext } from "../../lib/auth/oauth/protocol"
import { twitterLegacy } from "../../lib/auth/providers/twitter-legacy"
import type { OAuth1Provider } from "../../lib/auth/providers/types"
import { onFlowEvent, type FlowEvent } from "../../lib/auth/telemetry/flow-events"
import { openLocalServer } from "./loopback.mjs"
import { oauth1Handler } from "./oauth1.mjs"

const redirectUri = "http://localhost:3000/api/auth/twitter-legacy/callback"
const app = {
  id: "client",
  name: "Portico",
  origin: "http://localhost:3000",
  secret: "secret/of+the client",
  redirectUris: [redirectUri],
}

let address = ""
let close = async () => {}

test.beforeAll(async () => {
  const server = await openLocalServer({ preferred: 0, port: 0 })
  server.handleWith(oauth1Handler({ address: server.address, app }))
  address = server.address
  close = server.close
})
test.afterAll(() => close())

/** The context of an attempt at the local server or another one. */
function contextFor(more: Partial<OAuth1Provider> = {}, at = address): AttemptContext {
  const settings = { ...twitterLegacy, ...more }
  const provider = JSON.parse(JSON.stringify(settings).replaceAll("{issuer}", at)) as OAuth1Provider
  const ctx = contextWith(provider, { issuer: at, clientId: app.id, clientSecret: app.secret, redirectUri })
  return { ...ctx, attempt: { ...ctx.attempt, state: "the-state" } }
}

/** Starts an attempt and lets a persona consent, or deny if `persona` is empty. Returns the authorization response. */
async function begin(ctx: AttemptContext, persona = "member") {
  const { url, attemptKey, temporary } = await oauth1.begin(ctx, {})
  const body = new URLSearchParams([...url.searchParams, [persona ? "persona" : "deny", persona]])
  const chosen = await fetch(new URL("/oauth/choose", url), { method: "POST", body, redirect: "manual" })
  const callback = new URL(chosen.headers.get("location") ?? "")
  return {
    attemptKey,
    callback,
    response: callback.searchParams,
    ctx: { ...ctx, attempt: { ...ctx.attempt, temporary } },
  }
}

for (const signature of [undefined, "HMAC-SHA1", "HMAC-SHA256", "PLAINTEXT"] as const)
  test(`a user signs in over OAuth 1.0a, signed with ${signature ?? "the default method"}`, async () => {
    const { attemptKey, response, ctx } = await begin(contextFor({ ...(signature && { signature }) }))
    expect(attemptKey, "the state identifies the attempt").toBeUndefined()
    expect(oauth1.attemptKey(ctx.client.provider, response)).toBe("the-state")
    const { profile, tokens } = await oauth1.complete(ctx, response)
    expect(profile).toEqual({
      id: "1500000000000000001",
      name: "Milo Brandt",
      email: "milo@example.test",
      emailVerified: false,
      image: `${address}/avatars/member.svg`,
    })
    expect(tokens.accessToken).toMatch(/^1500000000000000001-/)
    expect(tokens.extra).toEqual({
      oauth_token_secret: expect.stringMatching(/^[\w-]{44}$/),
      user_id: "1500000000000000001",
      screen_name: "milo-brandt",
    })
  })

test("a user signs in over OAuth Core 1.0, and the request token identifies the attempt", async () => {
  const { attemptKey, callback, response, ctx } = await begin(contextFor({ version: "1.0" }))
  expect(callback.href).toMatch(`${redirectUri}?oauth_token=`)
  expect([...response.keys()]).toEqual(["oauth_token"])
  expect(oauth1.attemptKey(ctx.client.provider, response)).toBe(attemptKey)
  expect((await oauth1.complete(ctx, response)).profile.name).toBe("Milo Brandt")
})

test("the profile is read from the token response if there is no userinfo", async () => {
  const provider = { userinfo: undefined, profile: { id: "token.user_id", name: "token.screen_name" } }
  const { response, ctx } = await begin(contextFor(provider))
  expect((await oauth1.complete(ctx, response)).profile).toMatchObject({
    id: "1500000000000000001",
    name: "milo-brandt",
  })
})

for (const version of ["1.0", "1.0a"] as const)
  test(`denied consent is access_denied over OAuth ${version}`, async () => {
    const { attemptKey, response, ctx } = await begin(contextFor({ version }), "")
    expect(response.get("denied")).toBeTruthy()
    expect(oauth1.attemptKey(ctx.client.provider, response)).toBe(attemptKey ?? "the-state")
    expect(await codeOf(oauth1.complete(ctx, response))).toBe("access_denied")
  })

test("a response with another verifier is token_refused", { tag: "@stripped-check" }, async () => {
  const { response, ctx } = await begin(contextFor())
  response.set("oauth_verifier", "x")
  expect(await codeOf(oauth1.complete(ctx, response))).toBe("token_refused")
})

test("a request token is accepted once", { tag: "@replay" }, async () => {
  const { response, ctx } = await begin(contextFor())
  await oauth1.complete(ctx, response)
  expect(await codeOf(oauth1.complete(ctx, response))).toBe("token_refused")
})

test("a wrong client secret is rejected at the first request", async () => {
  const { client, ...rest } = contextFor()
  expect(await codeOf(oauth1.begin({ ...rest, client: { ...client, clientSecret: "x" } }, {}))).toBe(
    "token_refused",
  )
})

/** Requests temporary credentials with another implementation of a client. */
async function requestCredentials({
  timestamp,
  nonce,
  secret = app.secret,
  callback = redirectUri,
}: SignedRequest = {}) {
  const client = new OAuth({
    consumer: { key: app.id, secret },
    signature_method: "HMAC-SHA1",
    hash_function: (base, key) => createHmac("sha1", key).update(base).digest("base64"),
  })
  if (timestamp !== undefined) client.getTimeStamp = () => timestamp
  if (nonce !== undefined) client.getNonce = () => nonce
  const request = {
    url: `${address}/oauth/request_token`,
    method: "POST",
    data: { oauth_callback: callback },
  }
  const { Authorization } = client.toHeader(Object.assign(client.authorize(request), request.data))
  return (await fetch(request.url, { method: "POST", headers: { Authorization } })).status
}

type SignedRequest = { timestamp?: number; nonce?: string; secret?: string; callback?: string }

test(
  "the server accepts a signed request once, within the time limit and for a registered callback",
  { tag: "@replay" },
  async () => {
    const now = Math.floor(Date.now() / 1000)
    expect(await requestCredentials({ timestamp: now, nonce: "one" })).toBe(200)
    expect(await requestCredentials({ timestamp: now, nonce: "one" })).toBe(401)
    expect(await requestCredentials({ timestamp: now, nonce: "two" })).toBe(200)
    expect(await requestCredentials({ timestamp: now - 400 })).toBe(401)
    expect(await requestCredentials({ timestamp: now + 400 })).toBe(401)
    expect(await requestCredentials({ secret: "x" })).toBe(401)
    expect(await requestCredentials({ callback: `${redirectUri}?state=x` })).toBe(200)
    for (const callback of ["http://evil.example/", `${redirectUri}/x`, "oob", `${redirectUri}#x`])
      expect(await requestCredentials({ callback })).toBe(401)
  },
)

test(
  "a flow events each step once, without secrets",
  { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] },
  async () => {
    const events: FlowEvent[] = []
    onFlowEvent("oauth1 test", (event) => {
      if (event.id === "traced") events.push(event)
    })
    const { response, ctx } = await begin({
      ...contextFor({ signature: "PLAINTEXT" }),
      flow: { id: "traced", providerId: "twitter-legacy" },
    })
    const { tokens } = await oauth1.complete(ctx, response)
    expect(events.flatMap((event) => (event.type === "step" ? [event.step] : []))).toEqual([
      "temporary_request",
      "temporary_response",
      "authorization_request",
      "authorization_grant",
      "token_request",
      "token_response",
      "resource_request",
      "resource_response",
    ])
    const text = JSON.stringify(events)
    expect(text).toContain('"oauth_signature_method":"PLAINTEXT"')
    expect(text).toContain('"screen_name":"milo-brandt"')
    const secrets = [
      app.secret,
      encodeURIComponent(app.secret),
      "the-state",
      tokens.accessToken,
      String(tokens.extra.oauth_token_secret),
      ctx.attempt.temporary?.secret ?? "",
      response.get("oauth_token") ?? "",
      response.get("oauth_verifier") ?? "",
    ]
    for (const secret of secrets) {
      expect(secret).not.toBe("")
      expect(text).not.toContain(secret)
    }
  },
)
