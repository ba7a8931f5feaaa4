// The engine's OAuth 1.0 against a server that shares no line with it.
import { createHmac } from "node:crypto"
import { expect, test } from "@playwright/test"
import OAuth from "oauth-1.0a"
import type { Attempt } from "../../lib/auth/cookies/attempt"
import { AuthError } from "../../lib/auth/errors"
import { oauth1 } from "../../lib/auth/oauth/oauth1"
import type { AttemptContext } from "../../lib/auth/oauth/protocol"
import { twitterLegacy } from "../../lib/auth/providers/twitter-legacy"
import type { OAuth1Provider } from "../../lib/auth/providers/types"
import { onFlowEvent, type Report } from "../../lib/auth/telemetry/flow-events"
import { openDoor } from "./loopback.mjs"
import { answerOAuth1 } from "./oauth1.mjs"

const redirectUri = "http://localhost:3000/api/auth/twitter-legacy/callback"
const app = {
  id: "client",
  name: "Portico",
  origin: "http://localhost:3000",
  secret: "secret/of+the client",
  redirectUris: [redirectUri],
}
const attempt: Attempt = {
  id: "attempt",
  client: "",
  returnTo: "/",
  startedAt: 0,
  seed: "",
  state: "the-state",
  nonce: "",
  codeVerifier: "",
}

let address = ""
let close = async () => {}

test.beforeAll(async () => {
  const door = await openDoor({ preferred: 0, port: 0 })
  door.answerWith(answerOAuth1({ address: door.address, app }))
  address = door.address
  close = door.close
})
test.afterAll(() => close())

/** An exchange with the local server, or with another one. */
function contextWith(more: Partial<OAuth1Provider> = {}, at = address): AttemptContext {
  const settings = { ...twitterLegacy, ...more }
  const provider = JSON.parse(JSON.stringify(settings).replaceAll("{issuer}", at)) as OAuth1Provider
  const client = { provider, issuer: at, clientId: app.id, clientSecret: app.secret }
  return {
    client: {
      ...client,
      tokenAuth: undefined,
      privateKey: undefined,
      team: "",
      redirectUri,
      loopback: true,
      hosts: [],
      clockSkewSeconds: 0,
      fingerprint: "",
    },
    attempt,
    flow: { id: "attempt", provider: provider.id },
  }
}

/** Begins, and has a persona agree, or nobody. Returns what is kept and the answer. */
async function begin(exchange: AttemptContext, persona = "member") {
  const { url, mark, keep } = await oauth1.begin(exchange, {})
  const body = new URLSearchParams([...url.searchParams, [persona ? "persona" : "deny", persona]])
  const chosen = await fetch(new URL("/oauth/choose", url), { method: "POST", body, redirect: "manual" })
  const callback = new URL(chosen.headers.get("location") ?? "")
  return {
    mark,
    callback,
    answer: callback.searchParams,
    exchange: { ...exchange, attempt: { ...attempt, ...keep } },
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof AuthError ? error.code : String(error)
}

for (const signature of [undefined, "HMAC-SHA1", "HMAC-SHA256", "PLAINTEXT"] as const)
  test(`a person signs in by OAuth 1.0a, signed with ${signature ?? "what is the default"}`, async () => {
    const { mark, answer, exchange } = await begin(contextWith({ ...(signature && { signature }) }))
    expect(mark, "the state is enough").toBeUndefined()
    expect(oauth1.mark(exchange.client.provider, answer)).toBe("the-state")
    const { profile, tokens } = await oauth1.complete(exchange, answer)
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

test("a person signs in by OAuth Core 1.0, found again by the request token", async () => {
  const { mark, callback, answer, exchange } = await begin(contextWith({ version: "1.0" }))
  expect(callback.href).toMatch(`${redirectUri}?oauth_token=`)
  expect([...answer.keys()]).toEqual(["oauth_token"])
  expect(oauth1.mark(exchange.client.provider, answer)).toBe(mark)
  expect((await oauth1.complete(exchange, answer)).profile.name).toBe("Milo Brandt")
})

test("a person is read from the token answer where there is no userinfo", async () => {
  const provider = { userinfo: undefined, profile: { id: "token.user_id", name: "token.screen_name" } }
  const { answer, exchange } = await begin(contextWith(provider))
  expect((await oauth1.complete(exchange, answer)).profile).toMatchObject({
    id: "1500000000000000001",
    name: "milo-brandt",
  })
})

for (const version of ["1.0", "1.0a"] as const)
  test(`who declines is told so, by OAuth ${version}`, async () => {
    const { mark, answer, exchange } = await begin(contextWith({ version }), "")
    expect(answer.get("denied")).toBeTruthy()
    expect(oauth1.mark(exchange.client.provider, answer)).toBe(mark ?? "the-state")
    expect(await codeOf(oauth1.complete(exchange, answer))).toBe("access_denied")
  })

test("an answer with another verifier is token_refused", { tag: "@stripped-check" }, async () => {
  const { answer, exchange } = await begin(contextWith())
  answer.set("oauth_verifier", "x")
  expect(await codeOf(oauth1.complete(exchange, answer))).toBe("token_refused")
})

test("a request token works once", { tag: "@replay" }, async () => {
  const { answer, exchange } = await begin(contextWith())
  await oauth1.complete(exchange, answer)
  expect(await codeOf(oauth1.complete(exchange, answer))).toBe("token_refused")
})

test("a wrong client secret is refused at once", async () => {
  const { client, ...rest } = contextWith()
  expect(await codeOf(oauth1.begin({ ...rest, client: { ...client, clientSecret: "x" } }, {}))).toBe(
    "token_refused",
  )
})

/** Asks for temporary credentials by another implementation of a client. */
async function ask({ timestamp, nonce, secret = app.secret, callback = redirectUri }: RequestContext = {}) {
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

type RequestContext = { timestamp?: number; nonce?: string; secret?: string; callback?: string }

test(
  "the server believes a signed request once, in time, and for a registered callback",
  { tag: "@replay" },
  async () => {
    const now = Math.floor(Date.now() / 1000)
    expect(await ask({ timestamp: now, nonce: "one" })).toBe(200)
    expect(await ask({ timestamp: now, nonce: "one" })).toBe(401)
    expect(await ask({ timestamp: now, nonce: "two" })).toBe(200)
    expect(await ask({ timestamp: now - 400 })).toBe(401)
    expect(await ask({ timestamp: now + 400 })).toBe(401)
    expect(await ask({ secret: "x" })).toBe(401)
    expect(await ask({ callback: `${redirectUri}?state=x` })).toBe(200)
    for (const callback of ["http://evil.example/", `${redirectUri}/x`, "oob", `${redirectUri}#x`])
      expect(await ask({ callback })).toBe(401)
  },
)

test(
  "a flow reports its six parts once each, and no secret",
  { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] },
  async () => {
    const reports: Report[] = []
    onFlowEvent((report) => {
      if (report.id === "traced") reports.push(report)
    })
    const { answer, exchange } = await begin({
      ...contextWith({ signature: "PLAINTEXT" }),
      flow: { id: "traced", provider: "twitter-legacy" },
    })
    const { tokens } = await oauth1.complete(exchange, answer)
    expect(reports.map((report) => report.step)).toEqual([
      "temporary_request",
      "temporary_response",
      "authorization_request",
      "authorization_grant",
      "token_request",
      "token_response",
      "resource_request",
      "resource_response",
    ])
    const text = JSON.stringify(reports)
    expect(text).toContain('"oauth_signature_method":"PLAINTEXT"')
    expect(text).toContain('"screen_name":"milo-brandt"')
    const secrets = [
      app.secret,
      encodeURIComponent(app.secret),
      "the-state",
      tokens.accessToken,
      String(tokens.extra.oauth_token_secret),
      exchange.attempt.temporary?.secret ?? "",
      answer.get("oauth_token") ?? "",
      answer.get("oauth_verifier") ?? "",
    ]
    for (const secret of secrets) {
      expect(secret).not.toBe("")
      expect(text).not.toContain(secret)
    }
  },
)
