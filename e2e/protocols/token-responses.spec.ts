// What comes back from the token endpoint.
import { expect, test } from "../support/fixtures"
import { codeOf, signIn } from "../support/flow"
import { reply } from "../support/hostile-provider"
import { type Lie, refuseEach } from "../support/invalid-responses"

test.use({ cast: "hostile" })

const html = { headers: { "content-type": "text/html" }, body: "<!doctype html><p>Please log in</p>" }

const tokenAnswers: Lie[] = [
  {
    title: "an OAuth error",
    tag: "@fail-open",
    code: "token_refused",
    behaviour: { token: () => reply({ status: 400, body: '{"error":"invalid_grant"}' }) },
  },
  {
    title: "an OAuth error with status 200",
    tag: ["@fail-open", "@CVE-2021-41580"],
    code: "token_refused",
    behaviour: { token: () => ({ error: "bad_verification_code" }) },
  },
  {
    title: "an OAuth error with status 200, by GitHub",
    tag: ["@fail-open", "@CVE-2021-41580"],
    provider: "github",
    code: "token_refused",
    behaviour: { token: () => ({ error: "bad_verification_code" }) },
  },
  {
    title: "HTML",
    tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"],
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => reply(html) },
  },
  {
    title: "text that is not JSON",
    tag: "@fail-open",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => reply({ body: "{" }) },
  },
  {
    title: "a JSON null",
    tag: "@fail-open",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => reply({ body: "null" }) },
  },
  {
    title: "no access token",
    tag: ["@fail-open", "@CVE-2021-41580"],
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, access_token: undefined }) },
  },
  {
    title: "an access token that is a number",
    tag: "@fail-open",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, access_token: 1 }) },
  },
  {
    title: "a redirect",
    tag: "@ssrf",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: {
      token: () => reply({ status: 302, headers: { location: "http://localhost:1/" }, body: "" }),
    },
  },
  {
    title: "status 500",
    tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"],
    code: "provider_unreachable",
    status: 503,
    behaviour: { token: () => reply({ status: 500, body: "" }) },
  },
  {
    title: "more than a megabyte",
    tag: "@malformed",
    code: "provider_unreachable",
    status: 503,
    behaviour: { token: () => reply({ body: forever() }) },
  },
  {
    title: "JSON nested a hundred thousand deep",
    tag: "@malformed",
    code: "provider_unreachable",
    status: 503,
    behaviour: { token: () => reply({ body: "[".repeat(100_000) + "]".repeat(100_000) }) },
  },
]

refuseEach(tokenAnswers, (lie) => `${lie} from the token endpoint is refused`)

test(
  "a provider that never answers is given up after ten seconds",
  { tag: "@malformed" },
  async ({ visitor, hostile }) => {
    async function* never() {
      await new Promise((resolve) => setTimeout(resolve, 15_000))
      yield ""
    }
    hostile.behave({ token: () => reply({ body: never() }) })
    const start = performance.now()
    const answer = await signIn(visitor, "oidc")
    expect(codeOf(answer)).toBe("provider_unreachable")
    expect(performance.now() - start).toBeLessThan(12_000)
  },
)

/** Far more than anybody may send. */
async function* forever() {
  for (;;) yield " ".repeat(65_536)
}
