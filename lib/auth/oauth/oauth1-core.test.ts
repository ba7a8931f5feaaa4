// OAuth Core 1.0, which no provider of the catalogue declares. The mock provider checks signatures with another library and
// uses the same tokens for OAuth 1.0 and 1.0a.
import { test as base, expect } from "@playwright/test"
import { HostileProvider } from "../../../e2e/support/hostile-provider"
import { clientSecret } from "../../../e2e/support/hostile-provider/client"
import type { OAuth1Provider } from "../providers/types"
import { contextWith } from "./context.fixture"
import { oauth1 } from "./oauth1"
import type { AttemptContext } from "./protocol"

const test = base.extend<{ hostile: HostileProvider }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
  async hostile({}, use) {
    const provider = await HostileProvider.start()
    await use(provider)
    await provider.close()
  },
})

function contextAt(origin: string): AttemptContext {
  const provider: OAuth1Provider = {
    id: "service",
    name: "Service",
    protocol: "oauth1",
    version: "1.0",
    requestToken: `${origin}/oauth1/initiate`,
    authorization: `${origin}/oauth1/authorize`,
    token: `${origin}/oauth1/token`,
    userinfo: `${origin}/oauth1/me`,
    profile: { id: "id", name: "name" },
  }
  return contextWith(provider, { clientSecret })
}

/** Starts a sign-in and approves it. Returns the authorization response and the context with the temporary credentials. */
async function approved(ctx: AttemptContext) {
  const { url, attemptKey, temporary } = await oauth1.begin(ctx, {})
  const { headers } = await fetch(url, { redirect: "manual" })
  const response = new URL(headers.get("location") ?? "").searchParams
  return { attemptKey, response, ctx: { ...ctx, attempt: { ...ctx.attempt, temporary } } }
}

test("an OAuth Core 1.0 sign-in is signed at each step and needs no verifier", async ({ hostile }) => {
  const { ctx, response, attemptKey } = await approved(contextAt(hostile.origin))
  expect([...response.keys()]).toEqual(["oauth_token"])
  expect(oauth1.attemptKey(ctx.client.provider, response)).toBe(attemptKey)
  expect((await oauth1.complete(ctx, response)).profile).toMatchObject({
    id: "4711",
    name: "Hanna Hostile",
  })
})

test(
  "an OAuth Core 1.0 response with the token of another attempt is rejected",
  { tag: ["@state", "@fixation"] },
  async ({ hostile }) => {
    const one = await approved(contextAt(hostile.origin))
    const other = await approved(contextAt(hostile.origin))
    expect(one.attemptKey).not.toBe(other.attemptKey)
    await expect(oauth1.complete(one.ctx, other.response)).rejects.toMatchObject({
      code: "answer_invalid",
    })
  },
)

test("an OAuth Core 1.0 response works once", { tag: "@replay" }, async ({ hostile }) => {
  const { ctx, response } = await approved(contextAt(hostile.origin))
  await oauth1.complete(ctx, response)
  await expect(oauth1.complete(ctx, response)).rejects.toMatchObject({ code: "token_refused" })
})

test(
  "an OAuth Core 1.0 service is rejected if the provider declares 1.0a",
  { tag: "@stripped-check" },
  async ({ hostile }) => {
    hostile.behave({ temporary: (response) => response.delete("oauth_callback_confirmed") })
    const { client, ...rest } = contextAt(hostile.origin)
    const ctx = {
      ...rest,
      client: { ...client, provider: { ...client.provider, version: "1.0a" } as OAuth1Provider },
    }
    await expect(oauth1.begin(ctx, {})).rejects.toMatchObject({ code: "token_invalid" })
  },
)
