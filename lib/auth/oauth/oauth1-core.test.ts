// OAuth Core 1.0, which no provider of the catalogue declares, against a provider that checks our signatures with a
// library of others and shares its tokens with OAuth 1.0a.
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

/** Begins and approves. Returns the exchange with what the attempt keeps, and the answer. */
async function approved(ctx: AttemptContext) {
  const { url, attemptKey, temporary } = await oauth1.begin(ctx, {})
  const response = await fetch(url, { redirect: "manual" })
  const answer = new URL(response.headers.get("location") ?? "").searchParams
  return { attemptKey, answer, ctx: { ...ctx, attempt: { ...ctx.attempt, temporary } } }
}

test("a sign-in by OAuth Core 1.0 is signed at each step and needs no verifier", async ({ hostile }) => {
  const { ctx, answer, attemptKey } = await approved(contextAt(hostile.origin))
  expect([...answer.keys()]).toEqual(["oauth_token"])
  expect(oauth1.attemptKey(ctx.client.provider, answer)).toBe(attemptKey)
  expect((await oauth1.complete(ctx, answer)).profile).toMatchObject({
    id: "4711",
    name: "Hanna Hostile",
  })
})

test(
  "in OAuth Core 1.0 an answer about another's token is refused",
  { tag: ["@state", "@fixation"] },
  async ({ hostile }) => {
    const [one, other] = [
      await approved(contextAt(hostile.origin)),
      await approved(contextAt(hostile.origin)),
    ]
    expect(one.attemptKey).not.toBe(other.attemptKey)
    await expect(oauth1.complete(one.ctx, other.answer)).rejects.toMatchObject({
      code: "answer_invalid",
    })
  },
)

test("in OAuth Core 1.0 an answer is good once", { tag: "@replay" }, async ({ hostile }) => {
  const { ctx, answer } = await approved(contextAt(hostile.origin))
  await oauth1.complete(ctx, answer)
  await expect(oauth1.complete(ctx, answer)).rejects.toMatchObject({ code: "token_refused" })
})

test(
  "a service that speaks OAuth Core 1.0 alone is refused where 1.0a is declared",
  { tag: "@stripped-check" },
  async ({ hostile }) => {
    hostile.behave({ temporary: (answer) => answer.delete("oauth_callback_confirmed") })
    const { client, ...rest } = contextAt(hostile.origin)
    const ctx = {
      ...rest,
      client: { ...client, provider: { ...client.provider, version: "1.0a" } as OAuth1Provider },
    }
    await expect(oauth1.begin(ctx, {})).rejects.toMatchObject({ code: "token_invalid" })
  },
)
