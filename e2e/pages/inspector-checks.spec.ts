// The inspector shows the check that failed, as the engine reports it. Here each check fails in turn, and each two adjacent
// checks fail together: then the first one must be shown.
import { decodeJwt } from "jose"
import type { CheckName } from "../../lib/auth/check-names"
import { checks } from "../../lib/auth/telemetry/check-descriptions"
import { expect, test } from "../support/fixtures"
import { approve, begin, signIn } from "../support/flow"
import { rawResponse, type Behaviour, type HostileProvider } from "../support/hostile-provider"
import { Visitor, type HttpResponse } from "../support/visitor"

test.use({ providerSet: "hostile" })
// The first test waits for the compiler.
test.describe.configure({ timeout: 300_000 })

type FailingCheck = { check: CheckName; behaviour: (hostile: HostileProvider) => Behaviour }

const now = () => Math.floor(Date.now() / 1000)
const withResponse = (change: (parameters: URLSearchParams) => void) => () => ({
  authorizationResponse: change,
})
const withClaims = (claims: Record<string, unknown>) => () => ({
  claims: (it: object) => ({ ...it, ...claims }),
})

/** The checks of OpenID Connect in the engine's order. */
const openid: FailingCheck[] = [
  {
    check: "response_issuer",
    behaviour: withResponse((it) => it.set("iss", "https://attacker.example")),
  },
  {
    check: "response_params",
    behaviour: withResponse((it) => it.append("iss", "https://attacker.example")),
  },
  { check: "response_consent", behaviour: withResponse((it) => it.set("error", "access_denied")) },
  { check: "response_code", behaviour: withResponse((it) => it.append("code", "another")) },
  {
    check: "token_accepted",
    behaviour: () => ({ token: () => rawResponse({ status: 400, body: '{"error":"invalid_grant"}' }) }),
  },
  {
    check: "token_response",
    behaviour: () => ({ token: (it) => ({ ...it, access_token: undefined }) }),
  },
  {
    check: "id_token_alg",
    behaviour: () => ({ idToken: (token) => token.replace(/^[^.]+/, header({ alg: "none" })) }),
  },
  { check: "id_token_times", behaviour: withClaims({ exp: now() - 600 }) },
  { check: "id_token_claims", behaviour: withClaims({ iat: undefined }) },
  { check: "id_token_iss", behaviour: withClaims({ iss: "https://attacker.example" }) },
  { check: "id_token_aud", behaviour: withClaims({ aud: ["another", "b"] }) },
  { check: "id_token_nonce", behaviour: withClaims({ nonce: "another" }) },
  {
    check: "id_token_signature",
    behaviour: (hostile) => ({ idToken: async (token) => hostile.forger.sign(decodeJwt(token)) }),
  },
  {
    check: "userinfo_response",
    behaviour: () => ({ userinfo: () => rawResponse({ status: 401, body: "{}" }) }),
  },
  { check: "userinfo_sub", behaviour: () => ({ userinfo: (it) => ({ ...it, sub: "4712" }) }) },
]

/** These cannot fail together with the next check, because one response cannot cause both failures. */
const separate: CheckName[] = ["token_accepted", "userinfo_response"]

for (const { check, behaviour } of openid)
  test(`only the failed check "${check}" is shown`, async ({ visitor, hostile }) => {
    hostile.behave(behaviour(hostile))
    await expectFailed(visitor, await signIn(visitor, "oidc"), check)
  })

for (const [index, { check, behaviour }] of openid.entries()) {
  const next = openid[index + 1]
  if (!next || separate.includes(check)) continue
  test(`"${check}" is checked before "${next.check}"`, async ({ visitor, hostile }) => {
    hostile.behave(both(behaviour(hostile), next.behaviour(hostile)))
    await expectFailed(visitor, await signIn(visitor, "oidc"), check)
  })
}

const others: (FailingCheck & { providerId: string })[] = [
  {
    providerId: "oidc",
    check: "id_token_format",
    behaviour: () => ({ idToken: () => "a.b.c" }),
  },
  {
    providerId: "oidc",
    check: "id_token_azp",
    behaviour: withClaims({ aud: ["client", "b"], azp: "b" }),
  },
  {
    providerId: "oidc",
    check: "provider_reachable",
    behaviour: () => ({ token: () => rawResponse({ status: 503, body: "{}" }) }),
  },
  {
    providerId: "oidc",
    check: "response_error",
    behaviour: withResponse((it) => it.set("error", "odd")),
  },
  { providerId: "google", check: "metadata_issuer", behaviour: () => ({}) },
  {
    providerId: "oauth2",
    check: "token_response",
    behaviour: () => ({ token: (it) => ({ ...it, access_token: undefined }) }),
  },
  {
    providerId: "oauth2",
    check: "userinfo_response",
    behaviour: () => ({ userinfo: () => rawResponse({ status: 401, body: "{}" }) }),
  },
  { providerId: "oauth2", check: "profile_id", behaviour: () => ({ userinfo: () => ({}) }) },
  {
    providerId: "oauth1",
    check: "temporary_accepted",
    behaviour: () => ({ temporary: () => rawResponse({ status: 401, body: "no" }) }),
  },
  {
    providerId: "oauth1",
    check: "temporary_form",
    behaviour: () => ({ temporary: () => rawResponse({ body: "no" }) }),
  },
  {
    providerId: "oauth1",
    check: "callback_confirmed",
    behaviour: () => ({ temporary: (it) => (it.delete("oauth_callback_confirmed"), it) }),
  },
  {
    providerId: "oauth1",
    check: "response_token",
    behaviour: withResponse((it) => it.set("oauth_token", "another")),
  },
  {
    providerId: "oauth1",
    check: "response_consent",
    behaviour: withResponse((it) => it.set("denied", it.get("oauth_token") ?? "")),
  },
  {
    providerId: "oauth1",
    check: "response_verifier",
    behaviour: withResponse((it) => it.delete("oauth_verifier")),
  },
  {
    providerId: "oauth1",
    check: "token_accepted",
    behaviour: withResponse((it) => it.set("oauth_verifier", "another")),
  },
]

for (const { providerId, check, behaviour } of others)
  test(`the failed check "${check}" of ${providerId} is shown`, async ({ visitor, hostile }) => {
    hostile.behave(behaviour(hostile))
    const started = await visitor.post(`/api/auth/signin/${providerId}`)
    const isRejected = started.status !== 303
    const response = isRejected ? started : await visitor.get(await approve(visitor, started.location))
    await expectFailed(visitor, response, check)
  })

test("an unknown state is shown with a link to the sign-in that it may belong to", async ({
  visitor,
  hostile,
}) => {
  hostile.behave({ authorizationResponse: (it) => it.set("state", "another") })
  const page = await expectFailed(visitor, await signIn(visitor, "oidc"), "attempt")
  const [, link = ""] = /href="([^"]+)"[^>]*>the sign-in that started at/.exec(page) ?? []
  const { text } = await visitor.get(`/setup/flow${link}`)
  expect(text).toContain("Waiting for the visitor, who is at ")
})

test("a repeated authorization response is shown with the flow that used it", async ({ visitor }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  await visitor.get(callback)
  // In another browser: the one that signed in is only led on.
  const repeated = await new Visitor(visitor.origin).get(callback)
  const page = await expectFailed(visitor, repeated, "attempt")
  expect(page).toMatch(/Part <\/span>6/)
})

test("an authorization response at another provider's callback is shown", async ({ visitor }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  await expectFailed(visitor, await visitor.get(callback.replace("/oidc/", "/oauth2/")), "attempt_client")
})

test("a request from another site is shown", async ({ visitor }) => {
  const headers = { origin: "https://attacker.example" }
  await expectFailed(visitor, await visitor.post("/api/auth/signin/oidc", { headers }), "own_origin")
})

test("an account whose address is taken is shown as the last failed check", async ({ visitor, hostile }) => {
  await signIn(visitor, "oidc")
  hostile.behave({ emails: [{ email: "hanna@example.test", primary: true, verified: true }] })
  await expectFailed(visitor, await signIn(visitor.copy(), "github"), "account")
})

test("an error without a failed check is shown with its code and cause", async ({ visitor }) => {
  const reference = referenceOf(await visitor.get("/api/auth/nothing"))
  const { text } = await visitor.get(`/setup/flow?ref=${reference}`)
  expect(text).toMatch(/<h2 id="summary"[^>]*>Failed: not_found</)
})

/** Asserts that the inspector shows only this check as failed, and a fix. */
async function expectFailed(visitor: Visitor, response: HttpResponse, check: CheckName): Promise<string> {
  const page = await visitor.get(`/setup/flow?ref=${referenceOf(response)}`)
  const text = page.text.replaceAll("<!-- -->", "")
  const failed = [...text.matchAll(/<span class="sr-only">Failed: <\/span>([^<]+)/g)]
  const labels = failed.map(([, label = ""]) => label.replaceAll("&lt;", "<").replaceAll("&gt;", ">"))
  expect(labels).toEqual([checks[check].label])
  expect(text).toMatch(/<h2 id="summary"[^>]*>(Failed|Declined): \w+</)
  expect(text).toMatch(/<dt[^>]*>Fix</)
  return text
}

function referenceOf({ text }: HttpResponse): string {
  return (JSON.parse(text) as { error: { reference: string } }).error.reference
}

function both(a: Behaviour, b: Behaviour): Behaviour {
  return {
    ...a,
    ...b,
    authorizationResponse: (it) => {
      a.authorizationResponse?.(it)
      b.authorizationResponse?.(it)
    },
    claims: (it) => b.claims?.(a.claims?.(it) ?? it) ?? a.claims?.(it) ?? it,
    idToken: async (token) => {
      const first = (await a.idToken?.(token)) ?? token
      return a.idToken && b.idToken ? first : ((await b.idToken?.(first)) ?? first)
    },
    ...(a.token && { token: a.token }),
  }
}

function header(fields: object): string {
  return Buffer.from(JSON.stringify(fields)).toString("base64url")
}
