import { expect } from "@playwright/test"
import fc from "fast-check"
import { AuthError, type ErrorCode } from "../errors"
import type { Provider } from "../providers/types"
import {
  authorizationResponse,
  contextWith,
  oauth1ProviderAt,
  providerAt,
  test,
  type MockResponse,
} from "./context.fixture"
import { oauth1 } from "./oauth1"
import { oauth2 } from "./oauth2"
import type { AttemptContext, Protocol } from "./protocol"

// Random responses of a provider, over HTTP. Each must end in a profile or in a declared error code, never in another error.

const providerErrors: ErrorCode[] = [
  "provider_refused",
  "provider_unreachable",
  "token_refused",
  "token_invalid",
  "userinfo_invalid",
  "profile_invalid",
]

const validCredentials = "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true"

const text = fc.string({ unit: "binary", maxLength: 30 })
const names = fc.constantFrom(
  ..."access_token token_type expires_in scope refresh_token id_token error error_description id name email".split(
    " ",
  ),
  ..."__proto__ constructor prototype toString hasOwnProperty data token oauth_token oauth_token_secret".split(
    " ",
  ),
)
const numbers = fc.constantFrom(
  "9007199254740993",
  "-1",
  "1e999",
  "0",
  "1.5",
  "12345678901234567890",
  "1e-7",
  "-0",
)
const values = fc.oneof(
  text.map((it) => JSON.stringify(it)),
  numbers,
  fc.json({ maxDepth: 3, stringUnit: "binary" }),
  fc.constantFrom('"bearer"', '"Bearer"', "null", "true", "[]", "{}", '"\\ud800"', '"\\u0000"', '"\u202e"'),
  fc.nat({ max: 12_000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth)),
)
const ids = fc.oneof(
  fc.bigInt({ min: 1n, max: 10n ** 30n }).map(String),
  text.map((it) => JSON.stringify(it)),
)
const pairs = fc.array(fc.tuple(names, values), { maxLength: 4 })
/** JSON objects as text, so that names can repeat and numbers can have any length. Most have the required fields. */
const objects = fc
  .tuple(fc.nat(5), ids, pairs)
  .map(([chance, id, extraPairs]): [string, string][] => [
    ...(chance > 0
      ? ([
          ["access_token", '"at"'],
          ["token_type", '"bearer"'],
          ["id", id],
        ] as [string, string][])
      : []),
    ...extraPairs,
  ])
  .map((all) => `{${all.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`)
const forms = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(names, text), { maxLength: 3 }))
  .map(([isValid, extraPairs]) => [
    ...(isValid ? ["access_token=at", validCredentials] : []),
    ...extraPairs.map((pair) => pair.map((it) => encodeURIComponent(it)).join("=")),
  ])
  .map((all) => all.join("&"))
const bodies = fc.oneof(
  { weight: 4, arbitrary: objects },
  { weight: 2, arbitrary: forms },
  text,
  values,
  fc.constantFrom(
    "",
    "<!doctype html><p>a=b&c=d</p>",
    "\ufeff{}",
    "{",
    "null",
    '{"id":1}garbage',
    "%",
    "a=%ff",
    "=&=&",
  ),
)
const types = fc.constantFrom(
  "application/json",
  "application/json",
  "application/json",
  "application/json",
  "application/json; charset=utf-16",
  "text/html",
  "application/x-www-form-urlencoded",
  "application/vnd.api+json",
  "image/png",
)
const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  fc.constantFrom(201, 206, 302, 304, 400, 401, 403, 404, 418, 429, 500, 503),
)
const responses = fc.record({ status, type: types, body: bodies })

test.describe.configure({ timeout: 90_000 })

type Outcome = { id: string } | { code: ErrorCode }

async function complete(protocol: Protocol, ctx: AttemptContext, params: URLSearchParams): Promise<Outcome> {
  try {
    const { profile } = await protocol.complete(ctx, params)
    return { id: profile.id }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return { code: error.code }
  }
}

const quirks: Partial<Provider>[] = [
  {},
  { tokenFormat: "form", tokenType: "bearer" },
  { tokenFormat: "json", tokenPaths: { access_token: "data.access_token|access_token" }, success: "ok=true" },
]

for (const [index, options] of quirks.entries())
  test(
    `any token response with the quirks ${index} ends in a profile or a provider error`,
    {
      tag: ["@malformed", "@fail-open"],
    },
    async ({ startServer }) => {
      let response: MockResponse = { body: "" }
      const { origin } = await startServer(({ url }) =>
        url.pathname === "/token" ? response : { body: { id: 7 } },
      )
      const ctx = contextWith(providerAt(origin, options))
      await fc.assert(
        fc.asyncProperty(responses, async (token) => {
          response = token
          const outcome = await complete(oauth2, ctx, authorizationResponse())
          if ("code" in outcome) expect(providerErrors).toContain(outcome.code)
          else expect({ ok: token.status < 300, id: outcome.id }).toEqual({ ok: true, id: "7" })
        }),
        { numRuns: 80 },
      )
      expect(Object.keys(Object.prototype)).toEqual([])
    },
  )

test(
  "any userinfo response ends in a profile with the exact id or a provider error",
  {
    tag: ["@malformed", "@identity"],
  },
  async ({ startServer }) => {
    let response: MockResponse = { body: "" }
    const { origin } = await startServer(({ url }) =>
      url.pathname === "/userinfo" ? response : { body: { access_token: "at", token_type: "bearer" } },
    )
    const ctx = contextWith(providerAt(origin))
    await fc.assert(
      fc.asyncProperty(responses, async (userinfo) => {
        response = userinfo
        const outcome = await complete(oauth2, ctx, authorizationResponse())
        if ("code" in outcome) return expect(providerErrors).toContain(outcome.code)
        // The id must be in the body as text: not rounded, trimmed or inherited.
        const isExact = (body: string) => body.includes(`"id":${outcome.id}`) || parsedId(body) === outcome.id
        expect({ ok: userinfo.status < 300, exact: isExact(userinfo.body) }).toEqual({
          ok: true,
          exact: true,
        })
      }),
      { numRuns: 150 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  },
)

test(
  "any response of an OAuth 1.0a provider ends in a profile or a provider error",
  {
    tag: ["@malformed", "@fail-open"],
  },
  async ({ startServer }) => {
    let byPath: Record<string, MockResponse> = {}
    const { origin } = await startServer(({ url }) => byPath[url.pathname] ?? { body: validCredentials })
    const ctx = contextWith(oauth1ProviderAt(origin, { profile: { id: "id", name: "name" } }))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("/request", "/token", "/me"), responses, async (path, response) => {
        byPath = { "/me": { body: { id: 7 } }, [path]: response }
        const outcome = await signIn(ctx)
        if ("code" in outcome) expect(providerErrors).toContain(outcome.code)
        else expect(path === "/me" || outcome.id === "7").toBe(true)
      }),
      { numRuns: 100 },
    )
  },
)

async function signIn(ctx: AttemptContext): Promise<Outcome> {
  try {
    const { url, temporary } = await oauth1.begin(ctx, {})
    const attempt = { ...ctx.attempt, temporary }
    const oauth_token = url.searchParams.get("oauth_token") ?? ""
    return await complete(
      oauth1,
      { ...ctx, attempt },
      authorizationResponse({ oauth_token, oauth_verifier: "v" }),
    )
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return { code: error.code }
  }
}

function parsedId(body: string): unknown {
  const { id } = JSON.parse(body) as { id?: unknown }
  return typeof id === "number" ? String(id) : id
}
