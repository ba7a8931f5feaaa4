// The inspector says which check failed and which passed before it. It knows the order of the engine's checks from a table
// (lib/dev/inspector/checks.ts); here each check fails in turn, and neighbours fail at once: then the first must be the one.
import { decodeJwt } from "jose"
import { expect, test } from "../support/fixtures"
import { approve, begin, signIn } from "../support/flow"
import { type Behaviour, type HostileProvider, reply } from "../support/hostile-provider"
import type { Answer, Visitor } from "../support/visitor"

test.use({ cast: "hostile" })
// The first one waits for the compiler.
test.describe.configure({ timeout: 180_000 })

type Broken = { says: RegExp; behaviour: (hostile: HostileProvider) => Behaviour }

const now = () => Math.floor(Date.now() / 1000)
const answered = (change: (parameters: URLSearchParams) => void) => () => ({ answer: change })
const claimed = (claims: Record<string, unknown>) => () => ({
  claims: (it: object) => ({ ...it, ...claims }),
})

/** In the engine's order. */
const openid: Broken[] = [
  { says: /^iss: the answer comes/, behaviour: answered((it) => it.set("iss", "https://attacker.example")) },
  {
    says: /^Each parameter came once/,
    behaviour: answered((it) => it.append("iss", "https://attacker.example")),
  },
  { says: /^The visitor agreed/, behaviour: answered((it) => it.set("error", "access_denied")) },
  { says: /^The answer has one code/, behaviour: answered((it) => it.append("code", "another")) },
  {
    says: /^The provider took the code/,
    behaviour: () => ({ token: () => reply({ status: 400, body: '{"error":"invalid_grant"}' }) }),
  },
  {
    says: /^The answer has an access token and an ID token/,
    behaviour: () => ({ token: (it) => ({ ...it, access_token: undefined }) }),
  },
  {
    says: /^alg:/,
    behaviour: () => ({ idToken: (token) => token.replace(/^[^.]+/, header({ alg: "none" })) }),
  },
  { says: /^exp, nbf:/, behaviour: claimed({ exp: now() - 600 }) },
  { says: /are there$/, behaviour: claimed({ iat: undefined }) },
  { says: /^iss: it is/, behaviour: claimed({ iss: "https://attacker.example" }) },
  { says: /^aud:/, behaviour: claimed({ aud: ["another", "b"] }) },
  { says: /^nonce:/, behaviour: claimed({ nonce: "another" }) },
  {
    says: /^The signature/,
    behaviour: (hostile) => ({ idToken: async (token) => hostile.forger.sign(decodeJwt(token)) }),
  },
  {
    says: /^The access token was taken/,
    behaviour: () => ({ userinfo: () => reply({ status: 401, body: "{}" }) }),
  },
  { says: /^sub:/, behaviour: () => ({ userinfo: (it) => ({ ...it, sub: "4712" }) }) },
]

/** They can fail together with their neighbour only in a world where an answer is two at once. */
const alone = [/^The provider took the code/, /^The access token was taken/]

for (const { says, behaviour } of openid)
  test(`a failure of "${says.source}" is named, and nothing else`, async ({ visitor, hostile }) => {
    hostile.behave(behaviour(hostile))
    await expectFailed(visitor, await signIn(visitor, "oidc"), says)
  })

for (const [index, { says, behaviour }] of openid.entries()) {
  const next = openid[index + 1]
  if (!next || alone.some((one) => String(one) === String(says))) continue
  test(`"${says.source}" is checked before "${next.says.source}"`, async ({ visitor, hostile }) => {
    hostile.behave(both(behaviour(hostile), next.behaviour(hostile)))
    await expectFailed(visitor, await signIn(visitor, "oidc"), says)
  })
}

const others: (Broken & { provider: string })[] = [
  {
    provider: "oidc",
    says: /^The ID token, if there is one/,
    behaviour: () => ({ idToken: () => "a.b.c" }),
  },
  {
    provider: "oidc",
    says: /^azp:/,
    behaviour: claimed({ aud: ["client", "b"], azp: "b" }),
  },
  {
    provider: "oidc",
    says: /^An answer came/,
    behaviour: () => ({ token: () => reply({ status: 503, body: "{}" }) }),
  },
  {
    provider: "oidc",
    says: /^The provider sent no error/,
    behaviour: answered((it) => it.set("error", "odd")),
  },
  { provider: "google", says: /^The issuer calls itself/, behaviour: () => ({}) },
  {
    provider: "oauth2",
    says: /^The answer has an access token/,
    behaviour: () => ({ token: (it) => ({ ...it, access_token: undefined }) }),
  },
  {
    provider: "oauth2",
    says: /^The access token was taken/,
    behaviour: () => ({ userinfo: () => reply({ status: 401, body: "{}" }) }),
  },
  { provider: "oauth2", says: /^The profile has an id/, behaviour: () => ({ userinfo: () => ({}) }) },
  {
    provider: "oauth1",
    says: /^The provider knows the client/,
    behaviour: () => ({ temporary: () => reply({ status: 401, body: "no" }) }),
  },
  {
    provider: "oauth1",
    says: /^The answer is a form/,
    behaviour: () => ({ temporary: () => reply({ body: "no" }) }),
  },
  {
    provider: "oauth1",
    says: /^oauth_callback_confirmed/,
    behaviour: () => ({ temporary: (it) => (it.delete("oauth_callback_confirmed"), it) }),
  },
  {
    provider: "oauth1",
    says: /^The answer is about the temporary/,
    behaviour: answered((it) => it.set("oauth_token", "another")),
  },
  {
    provider: "oauth1",
    says: /^The visitor agreed/,
    behaviour: answered((it) => it.set("denied", it.get("oauth_token") ?? "")),
  },
  {
    provider: "oauth1",
    says: /^The answer has one verifier/,
    behaviour: answered((it) => it.delete("oauth_verifier")),
  },
  {
    provider: "oauth1",
    says: /^The provider took the verifier/,
    behaviour: answered((it) => it.set("oauth_verifier", "another")),
  },
]

for (const { provider, says, behaviour } of others)
  test(`at ${provider}, a failure of "${says.source}" is named`, async ({ visitor, hostile }) => {
    hostile.behave(behaviour(hostile))
    const begun = await visitor.post(`/api/auth/signin/${provider}`)
    const isRefused = begun.status !== 303
    const answer = isRefused ? begun : await visitor.get(await approve(visitor, begun.location))
    await expectFailed(visitor, answer, says)
  })

test("a state that nobody sent is named, with the sign-in that it may belong to", async ({
  visitor,
  hostile,
}) => {
  hostile.behave({ answer: (it) => it.set("state", "another") })
  const told = await expectFailed(visitor, await signIn(visitor, "oidc"), /^state:/)
  const [, link = ""] = /href="([^"]+)"[^>]*>the sign-in that began at/.exec(told) ?? []
  const { text } = await visitor.get(`/setup/flow${link}`)
  expect(text).toContain("Waiting for the visitor, who is at ")
})

test("an answer that comes twice is told with the flow that it was used in", async ({ visitor }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  await visitor.get(callback)
  const told = await expectFailed(visitor, await visitor.get(callback), /^state:/)
  expect(told).toMatch(/Part <\/span>6/)
})

test("an answer at another provider's callback is named", async ({ visitor }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  await expectFailed(
    visitor,
    await visitor.get(callback.replace("/oidc/", "/oauth2/")),
    /^Provider, client id/,
  )
})

test("a request from another site is named", async ({ visitor }) => {
  const headers = { origin: "https://attacker.example" }
  await expectFailed(
    visitor,
    await visitor.post("/api/auth/signin/oidc", { headers }),
    /^The request came from/,
  )
})

test("an account whose address is somebody's is told at the end", async ({ visitor, hostile }) => {
  await signIn(visitor, "oidc")
  hostile.behave({ emails: [{ email: "hanna@example.test", primary: true, verified: true }] })
  await expectFailed(visitor, await signIn(visitor.copy(), "github"), /^The account may sign in/)
})

test("a failure that no check explains has its code and cause", async ({ visitor }) => {
  const reference = referenceOf(await visitor.get("/api/auth/nothing"))
  const { text } = await visitor.get(`/setup/flow?ref=${reference}`)
  expect(text).toMatch(/<h2 id="verdict"[^>]*>Refused: not_found</)
})

/** The inspector names this check as failed, and no other one, and says what to do. */
async function expectFailed(visitor: Visitor, answer: Answer, says: RegExp): Promise<string> {
  const page = await visitor.get(`/setup/flow?ref=${referenceOf(answer)}`)
  const text = page.text.replaceAll("<!-- -->", "")
  const failed = [...text.matchAll(/<span class="sr-only">Failed: <\/span>([^<]+)/g)].map(([, name]) => name)
  expect(failed).toEqual([expect.stringMatching(says)])
  expect(text).toMatch(/<h2 id="verdict"[^>]*>(Refused|Declined): \w+</)
  expect(text).toMatch(/<dt[^>]*>Fix</)
  return text
}

function referenceOf({ text }: Answer): string {
  return (JSON.parse(text) as { error: { reference: string } }).error.reference
}

function both(a: Behaviour, b: Behaviour): Behaviour {
  return {
    ...a,
    ...b,
    answer: (it) => {
      a.answer?.(it)
      b.answer?.(it)
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
