import { expect } from "@playwright/test"
import fc from "fast-check"
import { AuthError, type ErrorCode } from "../errors"
import type { Provider } from "../providers/types"
import { answer, contextWith, providerAt, test, type Answered } from "./context.fixture"
import { oauth1 } from "./oauth1"
import { oauth2 } from "./oauth2"
import type { AttemptContext, Protocol } from "./protocol"

// A provider's answers at random, over HTTP: each ends in a person or in a code of its own, never in a fault of ours.

const declared: ErrorCode[] = [
  "provider_refused",
  "provider_unreachable",
  "token_refused",
  "token_invalid",
  "userinfo_invalid",
  "profile_invalid",
]

const good = "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true"

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
/** Objects as text, so that a name may come twice and a number have any length; mostly with what is needed. */
const objects = fc
  .tuple(fc.nat(5), ids, pairs)
  .map(([luck, id, more]): [string, string][] => [
    ...(luck > 0
      ? ([
          ["access_token", '"at"'],
          ["token_type", '"bearer"'],
          ["id", id],
        ] as [string, string][])
      : []),
    ...more,
  ])
  .map((all) => `{${all.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`)
const forms = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(names, text), { maxLength: 3 }))
  .map(([isGood, more]) => [
    ...(isGood ? ["access_token=at", good] : []),
    ...more.map((pair) => pair.map((it) => encodeURIComponent(it)).join("=")),
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
const answers = fc.record({ status, type: types, body: bodies })

test.describe.configure({ timeout: 90_000 })

type Ended = { id: string } | { code: ErrorCode }

async function end(protocol: Protocol, ctx: AttemptContext, said: URLSearchParams): Promise<Ended> {
  try {
    const { profile } = await protocol.complete(ctx, said)
    return { id: profile.id }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return { code: error.code }
  }
}

const dialects: Partial<Provider>[] = [
  {},
  { tokenFormat: "form", tokenType: "bearer" },
  { tokenFormat: "json", tokenPaths: { access_token: "data.access_token|access_token" }, success: "ok=true" },
]

for (const [index, dialect] of dialects.entries())
  test(
    `whatever the token endpoint of dialect ${index} answers, it is a token or a refusal`,
    {
      tag: ["@malformed", "@fail-open"],
    },
    async ({ serve }) => {
      let said: Answered = { body: "" }
      const { origin } = await serve(({ url }) => (url.pathname === "/token" ? said : { body: { id: 7 } }))
      const ctx = contextWith(providerAt(origin, dialect))
      await fc.assert(
        fc.asyncProperty(answers, async (token) => {
          said = token
          const ended = await end(oauth2, ctx, answer())
          if ("code" in ended) expect(declared).toContain(ended.code)
          else expect({ ok: token.status < 300, id: ended.id }).toEqual({ ok: true, id: "7" })
        }),
        { numRuns: 80 },
      )
      expect(Object.keys(Object.prototype)).toEqual([])
    },
  )

test(
  "whatever userinfo answers, it is a person by their exact id or nobody",
  {
    tag: ["@malformed", "@identity"],
  },
  async ({ serve }) => {
    let said: Answered = { body: "" }
    const { origin } = await serve(({ url }) =>
      url.pathname === "/userinfo" ? said : { body: { access_token: "at", token_type: "bearer" } },
    )
    const ctx = contextWith(providerAt(origin))
    await fc.assert(
      fc.asyncProperty(answers, async (userinfo) => {
        said = userinfo
        const ended = await end(oauth2, ctx, answer())
        if ("code" in ended) return expect(declared).toContain(ended.code)
        // What was said, as text: no rounding, no trimming, nothing inherited.
        const isSaid = (body: string) => body.includes(`"id":${ended.id}`) || parsedId(body) === ended.id
        expect({ ok: userinfo.status < 300, said: isSaid(userinfo.body) }).toEqual({ ok: true, said: true })
      }),
      { numRuns: 150 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  },
)

test(
  "whatever an OAuth 1.0a provider answers, it is a person or a refusal",
  {
    tag: ["@malformed", "@fail-open"],
  },
  async ({ serve }) => {
    let said: Record<string, Answered> = {}
    const { origin } = await serve(({ url }) => said[url.pathname] ?? { body: good })
    const { client, ...rest } = contextWith(providerAt(origin))
    const provider: Provider = {
      id: "service",
      name: "Service",
      protocol: "oauth1",
      requestToken: `${origin}/request`,
      authorization: `${origin}/authorize`,
      token: `${origin}/token`,
      userinfo: `${origin}/me`,
      profile: { id: "id", name: "name" },
    }
    const ctx: AttemptContext = { ...rest, client: { ...client, provider } }
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("/request", "/token", "/me"), answers, async (path, bad) => {
        said = { "/me": { body: { id: 7 } }, [path]: bad }
        const ended = await begin(ctx)
        if ("code" in ended) expect(declared).toContain(ended.code)
        else expect(path === "/me" || ended.id === "7").toBe(true)
      }),
      { numRuns: 100 },
    )
  },
)

async function begin(ctx: AttemptContext): Promise<Ended> {
  try {
    const { url, temporary } = await oauth1.begin(ctx, {})
    const attempt = { ...ctx.attempt, temporary }
    const oauth_token = url.searchParams.get("oauth_token") ?? ""
    return await end(oauth1, { ...ctx, attempt }, answer({ oauth_token, oauth_verifier: "v" }))
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return { code: error.code }
  }
}

function parsedId(body: string): unknown {
  const { id } = Object(JSON.parse(body)) as { id?: unknown }
  return typeof id === "number" ? String(id) : id
}
