// Responses of an OAuth 1.0a provider to signed requests.
import { expect, test, type Visitor } from "../support/fixtures"
import { currentUser, errorCode, signIn } from "../support/flow"
import { rawResponse, type Behaviour, type HostileProvider } from "../support/hostile-provider"
import type { Records } from "../support/records"

test.use({ providerSet: "hostile" })

const ids = ["twitter-legacy", "oauth1"] as const
const confirmed = "oauth_callback_confirmed"

type InvalidForm = {
  title: string
  change: (response: URLSearchParams) => unknown
  tag: string
  code?: string
}

/** Invalid both for temporary credentials and for an access token. */
const invalidForms: InvalidForm[] = [
  { title: "no token", change: (it) => it.delete("oauth_token"), tag: "@fail-open" },
  { title: "an empty token", change: (it) => it.set("oauth_token", ""), tag: "@fail-open" },
  { title: "no secret", change: (it) => it.delete("oauth_token_secret"), tag: "@fail-open" },
  { title: "a token twice", change: (it) => it.append("oauth_token", "another"), tag: "@malformed" },
  { title: "a secret twice", change: (it) => it.append("oauth_token_secret", ""), tag: "@malformed" },
  {
    title: "an error with status 200",
    change: () => rawResponse({ body: "oauth_problem=token_rejected" }),
    tag: "@fail-open",
  },
  {
    title: "HTML",
    change: (it) =>
      rawResponse({ headers: { "content-type": "text/html" }, body: `<title>${String(it)}</title>` }),
    tag: "@fail-open",
  },
  { title: "JSON", change: (it) => Object.fromEntries(it), tag: "@malformed" },
  { title: "nothing", change: () => rawResponse({ body: "" }), tag: "@fail-open" },
  {
    title: "a broken escape",
    change: (it) => rawResponse({ body: `${String(it)}&a=%ff` }),
    tag: "@malformed",
  },
  {
    title: "a redirect",
    change: (it) => rawResponse({ status: 302, headers: { location: "/oauth1/me" }, body: String(it) }),
    tag: "@ssrf",
  },
  {
    title: "status 401",
    change: (it) => rawResponse({ status: 401, body: String(it) }),
    tag: "@fail-open",
    code: "token_refused",
  },
  {
    title: "status 500",
    change: (it) => rawResponse({ status: 500, body: String(it) }),
    tag: "@fail-open",
    code: "provider_unreachable",
  },
  {
    title: "more than a megabyte",
    change: (it) => it.append("a", "x".repeat(1_000_000)),
    tag: "@malformed",
    code: "provider_unreachable",
  },
]

const statusOf = (code: string) => (code === "provider_unreachable" ? 503 : 502)

const unconfirmed: InvalidForm[] = [
  { title: "no confirmation of the callback", change: (it) => it.delete(confirmed), tag: "@stripped-check" },
  ...["false", "TRUE", "1", "", "true ", "true,false"].map((value) => ({
    title: `the confirmation ${JSON.stringify(value)}`,
    change: (it: URLSearchParams) => it.set(confirmed, value),
    tag: "@stripped-check",
  })),
  {
    title: "a repeated confirmation with the value false",
    change: (it) => it.append(confirmed, "false"),
    tag: "@stripped-check",
  },
  {
    title: "a token too long for a URL",
    change: (it) => it.set("oauth_token", "x".repeat(501)),
    tag: "@malformed",
  },
  {
    title: "a secret too long for a cookie",
    change: (it) => it.set("oauth_token_secret", "x".repeat(501)),
    tag: "@malformed",
  },
]

for (const { title, change, tag, code = "token_invalid" } of [...invalidForms, ...unconfirmed])
  test(`temporary credentials with ${title} are rejected`, { tag }, async ({ visitor, hostile }) => {
    hostile.behave({ temporary: change })
    for (const id of ids) {
      const response = await visitor.post(`/api/auth/signin/${id}`)
      expect({ code: errorCode(response), status: response.status }).toEqual({ code, status: statusOf(code) })
      expect(response.setCookies).toEqual([])
    }
    expect(hostile.received.map(({ path }) => path)).toEqual(["/oauth/request_token", "/oauth1/initiate"])
  })

for (const { title, change, tag, code = "token_invalid" } of invalidForms)
  test(
    `an access token response with ${title} is rejected`,
    { tag },
    async ({ visitor, hostile, records }) => {
      await expectRejected({ access: change }, code, { visitor, hostile, records })
      expect(hostile.received.map(({ path }) => path)).not.toContain("/oauth1/me")
    },
  )

const userinfoResponses: { title: string; userinfo: Behaviour["userinfo"]; tag: string; code?: string }[] = [
  { title: "HTML", userinfo: () => rawResponse({ body: "<!doctype html>" }), tag: "@fail-open" },
  { title: "nothing", userinfo: () => rawResponse({ body: "" }), tag: "@fail-open" },
  {
    title: "status 403",
    userinfo: (it) => rawResponse({ status: 403, body: JSON.stringify(it) }),
    tag: "@fail-open",
  },
  {
    title: "a redirect",
    userinfo: (it) =>
      rawResponse({ status: 307, headers: { location: "/userinfo" }, body: JSON.stringify(it) }),
    tag: "@ssrf",
  },
  { title: "null", userinfo: () => rawResponse({ body: "null" }), tag: "@identity", code: "profile_invalid" },
  { title: "a list of users", userinfo: (it) => [it], tag: "@identity", code: "profile_invalid" },
  { title: "a string", userinfo: () => "4711", tag: "@identity", code: "profile_invalid" },
  { title: "no id", userinfo: () => ({ name: "Hanna" }), tag: "@identity", code: "profile_invalid" },
  {
    title: "an id in __proto__",
    userinfo: () => rawResponse({ body: '{"__proto__":{"id":"1","id_str":"1"},"constructor":{"id":"1"}}' }),
    tag: "@identity",
    code: "profile_invalid",
  },
  {
    title: "an id of another type",
    userinfo: () => ({ id: { id: 1 }, id_str: ["1"] }),
    tag: "@identity",
    code: "profile_invalid",
  },
  {
    title: "an error with status 200",
    userinfo: () => ({ errors: [{ code: 89, message: "Invalid or expired token." }] }),
    tag: "@fail-open",
    code: "profile_invalid",
  },
  {
    title: "JSON nested ten thousand deep",
    userinfo: () =>
      rawResponse({ body: `{"id":"1","id_str":"1","a":${"[".repeat(10_000)}${"]".repeat(10_000)}}` }),
    tag: "@malformed",
    code: "provider_unreachable",
  },
]

for (const { title, userinfo, tag, code = "userinfo_invalid" } of userinfoResponses)
  test(`${title} as OAuth 1.0a userinfo is rejected`, { tag }, async ({ visitor, hostile, records }) => {
    await expectRejected(userinfo ? { userinfo } : {}, code, { visitor, hostile, records })
  })

async function expectRejected(
  behaviour: Behaviour,
  code: string,
  { visitor, hostile, records }: { visitor: Visitor; hostile: HostileProvider; records: Records },
) {
  hostile.behave(behaviour)
  for (const id of ids) {
    const response = await signIn(visitor, id)
    expect({ code: errorCode(response), status: response.status }).toEqual({ code, status: statusOf(code) })
  }
  expect(await currentUser(visitor)).toBeNull()
  expect(await records.count("User")).toBe(0)
  expect(await records.activity()).toEqual(
    ids.map((providerId) => ({ event: "refused", provider: providerId, error: code })),
  )
}
