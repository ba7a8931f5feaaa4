import { expect } from "@playwright/test"
import { UnsecuredJWT } from "jose"
import type { OidcProvider } from "../providers/types"
import { onFlowEvent } from "../telemetry/flow-events"
import { contextWith, providerAt, test } from "./context.fixture"
import { endSessionEndpoint, endSessionRequest } from "./end-session"

const ctx = (issuer: string) =>
  contextWith(
    { id: "service", name: "Service", protocol: "oidc", settings: { issuer }, scope: "" } as OidcProvider,
    { issuer },
  )

const idToken = (sid?: string) => new UnsecuredJWT({ sub: "ada", ...(sid && { sid }) }).encode()

const leaving = {
  idToken: idToken("s1"),
  providerSid: "s1",
  returnUri: "http://localhost:3000/api/auth/signout/return",
  state: "our-state",
}

const document = (origin: string, more: object = {}) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/a`,
  token_endpoint: `${origin}/t`,
  jwks_uri: `${origin}/k`,
  ...more,
})

test("the provider is told who leaves, which client asks, and where to come back to", () => {
  const address = endSessionRequest(ctx("https://op.example"), "https://op.example/end?tenant=1", leaving)
  const url = new URL(address)
  expect(url.origin + url.pathname).toBe("https://op.example/end")
  expect(Object.fromEntries(url.searchParams)).toEqual({
    tenant: "1",
    id_token_hint: leaving.idToken,
    client_id: "client",
    post_logout_redirect_uri: leaving.returnUri,
    state: "our-state",
  })
})

test(
  "an ID token of another of the provider's sessions is no hint to end that one",
  { tag: "@session-end" },
  () => {
    const hint = (token: string, providerSid: string | null) =>
      new URL(
        endSessionRequest(ctx("https://op.example"), "https://op.example/end", {
          ...leaving,
          idToken: token,
          providerSid,
        }),
      ).searchParams.has("id_token_hint")
    expect(hint(idToken("s1"), "s1")).toBe(true)
    expect(hint(idToken("s2"), "s1")).toBe(false)
    expect(hint(idToken("s2"), null)).toBe(true)
    expect(hint(idToken(), "s1")).toBe(true)
  },
)

test("where sessions end is what the issuer announces", async ({ serve }) => {
  const { origin } = await serve(({ headers }) => {
    const at = `http://${headers.host}`
    return { body: document(at, { end_session_endpoint: `${at}/end` }) }
  })
  expect(await endSessionEndpoint(ctx(origin), 5_000)).toBe(`${origin}/end`)
})

test("an issuer that cannot be asked is named as such", async ({ serve }) => {
  const { origin } = await serve(() => ({ status: 503, body: "" }))
  await expect(endSessionEndpoint(ctx(origin), 5_000)).rejects.toThrow("provider_unreachable")
})

test("the trace names the request, and neither the ID token nor the state", { tag: "@leak" }, () => {
  const reports: string[] = []
  onFlowEvent((report) => reports.push(JSON.stringify(report)))
  endSessionRequest(ctx("https://op.example"), "https://op.example/end", leaving)
  expect(reports.join()).toContain("logout_request")
  expect(reports.join()).toContain(leaving.returnUri)
  expect(reports.join()).not.toContain(leaving.idToken)
  expect(reports.join()).not.toContain(leaving.state)
})

test("an issuer that announces nothing, and a provider without OpenID Connect, end no session", async ({
  serve,
}) => {
  const { origin } = await serve(({ headers }) => ({ body: document(`http://${headers.host}`) }))
  expect(await endSessionEndpoint(ctx(origin), 5_000)).toBeUndefined()
  expect(await endSessionEndpoint(contextWith(providerAt(origin)), 5_000)).toBeUndefined()
})

test("an issuer that does not answer is not waited for", async ({ serve }) => {
  let answerNow = () => {}
  const answered = new Promise<void>((resolve) => (answerNow = resolve))
  const { origin } = await serve(async ({ headers }) => {
    await answered
    const at = `http://${headers.host}`
    return { body: document(at, { end_session_endpoint: `${at}/end` }) }
  })
  expect(await endSessionEndpoint(ctx(origin), 50)).toBeUndefined()
  answerNow()
  await expect.poll(() => endSessionEndpoint(ctx(origin), 50), "it is known later").toBe(`${origin}/end`)
})
