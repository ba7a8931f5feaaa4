// Token responses of OAuth 2.0 and OpenID Connect.
import { setTimeout } from "node:timers/promises"
import { expect, test } from "../support/fixtures"
import { errorCode, signIn } from "../support/flow"
import { rawResponse } from "../support/hostile-provider"
import { testInvalidResponses, type InvalidResponse } from "../support/invalid-responses"

test.use({ providerSet: "hostile" })

const html = { headers: { "content-type": "text/html" }, body: "<!doctype html><p>Please log in</p>" }

const tokenResponses: InvalidResponse[] = [
  {
    title: "an OAuth error",
    tag: "@fail-open",
    code: "token_refused",
    behaviour: { token: () => rawResponse({ status: 400, body: '{"error":"invalid_grant"}' }) },
  },
  {
    title: "an OAuth error with status 200",
    tag: ["@fail-open", "@CVE-2021-41580"],
    code: "token_refused",
    behaviour: { token: () => ({ error: "bad_verification_code" }) },
  },
  {
    title: "an OAuth error with status 200 from GitHub",
    tag: ["@fail-open", "@CVE-2021-41580"],
    providerId: "github",
    code: "token_refused",
    behaviour: { token: () => ({ error: "bad_verification_code" }) },
  },
  {
    title: "HTML",
    tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"],
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => rawResponse(html) },
  },
  {
    title: "text that is not JSON",
    tag: "@fail-open",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => rawResponse({ body: "{" }) },
  },
  {
    title: "a JSON null",
    tag: "@fail-open",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => rawResponse({ body: "null" }) },
  },
  {
    title: "no access token",
    tag: ["@fail-open", "@CVE-2021-41580"],
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, access_token: undefined }) },
  },
  {
    title: "an access token that is a number",
    tag: "@fail-open",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, access_token: 1 }) },
  },
  {
    title: "a redirect",
    tag: "@ssrf",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: {
      token: () => rawResponse({ status: 302, headers: { location: "http://localhost:1/" }, body: "" }),
    },
  },
  {
    title: "status 500",
    tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"],
    code: "provider_unreachable",
    status: 503,
    behaviour: { token: () => rawResponse({ status: 500, body: "" }) },
  },
  {
    title: "more than a megabyte",
    tag: "@malformed",
    code: "provider_unreachable",
    status: 503,
    behaviour: { token: () => rawResponse({ body: endless() }) },
  },
  {
    title: "JSON nested a hundred thousand deep",
    tag: "@malformed",
    code: "provider_unreachable",
    status: 503,
    behaviour: { token: () => rawResponse({ body: "[".repeat(100_000) + "]".repeat(100_000) }) },
  },
]

testInvalidResponses(tokenResponses, (title) => `a token response with ${title} is rejected`)

test(
  "a token request without a response is aborted after ten seconds",
  { tag: "@malformed" },
  async ({ visitor, hostile }) => {
    // Without the timeout the response would end after this time, with another error.
    const silenceMs = 20_000
    async function* silence() {
      await setTimeout(silenceMs, undefined, { ref: false })
      yield ""
    }
    hostile.behave({ token: () => rawResponse({ body: silence() }) })
    const start = performance.now()
    const response = await signIn(visitor, "oidc")
    expect(errorCode(response)).toBe("provider_unreachable")
    expect(performance.now() - start).toBeLessThan(silenceMs)
  },
)

/** An endless body. */
async function* endless() {
  for (;;) yield " ".repeat(65_536)
}
