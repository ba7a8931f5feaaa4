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

const params = {
  idToken: idToken("s1"),
  providerSid: "s1",
  returnUri: "http://localhost:3000/api/auth/signout/return",
  state: "our-state",
}

const metadata = (origin: string, fields: object = {}) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/a`,
  token_endpoint: `${origin}/t`,
  jwks_uri: `${origin}/k`,
  ...fields,
})

test("the logout request names the session, the client and the return address", () => {
  const logoutUrl = endSessionRequest(ctx("https://op.example"), "https://op.example/end?tenant=1", params)
  const url = new URL(logoutUrl)
  expect(url.origin + url.pathname).toBe("https://op.example/end")
  expect(Object.fromEntries(url.searchParams)).toEqual({
    tenant: "1",
    id_token_hint: params.idToken,
    client_id: "client",
    post_logout_redirect_uri: params.returnUri,
    state: "our-state",
  })
})

test("the logout request has the provider's names for parameters, without those that it does not take", () => {
  const { client, flow } = ctx("https://op.example")
  const provider = {
    ...client.provider,
    logoutParamNames: { post_logout_redirect_uri: "logout_uri", id_token_hint: null },
  } as OidcProvider
  const logoutUrl = endSessionRequest(
    { client: { ...client, provider }, flow },
    "https://op.example/logout",
    params,
  )
  expect(Object.fromEntries(new URL(logoutUrl).searchParams)).toEqual({
    client_id: "client",
    logout_uri: params.returnUri,
    state: "our-state",
  })
})

test("an ID token of another session of the provider is not sent as a hint", { tag: "@session-end" }, () => {
  const hint = (token: string, providerSid: string | null) =>
    new URL(
      endSessionRequest(ctx("https://op.example"), "https://op.example/end", {
        ...params,
        idToken: token,
        providerSid,
      }),
    ).searchParams.has("id_token_hint")
  expect(hint(idToken("s1"), "s1")).toBe(true)
  expect(hint(idToken("s2"), "s1")).toBe(false)
  expect(hint(idToken("s2"), null)).toBe(true)
  expect(hint(idToken(), "s1")).toBe(true)
})

test("without an ID token of the session, the logout request has no hint", () => {
  const request = endSessionRequest(ctx("https://op.example"), "https://op.example/end", {
    ...params,
    idToken: undefined,
  })
  expect(Object.fromEntries(new URL(request).searchParams)).toEqual({
    client_id: "client",
    post_logout_redirect_uri: params.returnUri,
    state: "our-state",
  })
})

const requestWith = (
  claims: object,
  changes: { providerSid?: null } = {},
  endpoint = "https://op.example/end",
) =>
  endSessionRequest(ctx("https://op.example"), endpoint, {
    ...params,
    idToken: new UnsecuredJWT({ sub: "ada", sid: "s1", ...claims }).encode(),
    ...changes,
  })

const groups = (bytes: number) => Array.from({ length: bytes / 20 }, (_, i) => `/department/group-${i}`)

test("instead of an ID token of 20 KB, the logout request has a logout hint", () => {
  const request = requestWith({ groups: groups(20_000) })
  expect(Object.fromEntries(new URL(request).searchParams)).toEqual({
    logout_hint: "s1",
    client_id: "client",
    post_logout_redirect_uri: params.returnUri,
    state: "our-state",
  })
})

test("the address with an ID token has at most 2,000 bytes", () => {
  const base = requestWith({ pad: "" }).length
  // Three bytes become four characters of base64url.
  const request = (bytes: number) => requestWith({ pad: "a".repeat(bytes) })
  const fits = Math.floor(((2_000 - base) * 3) / 4) - 2
  expect(request(fits)).toContain("id_token_hint=")
  expect(request(fits).length).toBeLessThanOrEqual(2_000)
  expect(request(fits + 6)).not.toContain("id_token_hint=")
  for (const bytes of [1, 100, 1_000, 1_500, 3_000, 300_000])
    expect(request(bytes).length).toBeLessThanOrEqual(2_000)
})

test("the logout hint is the claim that is meant for it, then the session, then the subject", () => {
  const hint = (claims: object) =>
    new URL(requestWith({ groups: groups(20_000), ...claims }, { providerSid: null })).searchParams.get(
      "logout_hint",
    )
  expect(hint({ login_hint: "O.abc", email: "ada@example.com" })).toBe("O.abc")
  expect(hint({ preferred_username: "ada", email: "ada@example.com" })).toBe("s1")
  expect(hint({ sid: undefined, preferred_username: "ada" })).toBe("ada")
  expect(hint({ login_hint: 1, sid: "", preferred_username: "ada" })).toBe("ada")
  expect(hint({ login_hint: "a".repeat(3_000) }), "a hint that is too long").toBeNull()
})

test("a long ID token of another session gives no logout hint", { tag: "@session-end" }, () => {
  const { searchParams } = new URL(requestWith({ groups: groups(20_000), sid: "s2" }))
  expect([...searchParams.keys()]).toEqual(["client_id", "post_logout_redirect_uri", "state"])
})

test("the end session endpoint comes from the issuer's metadata", async ({ startServer }) => {
  const { origin } = await startServer(({ headers }) => {
    const at = `http://${headers.host}`
    return { body: metadata(at, { end_session_endpoint: `${at}/end` }) }
  })
  expect(await endSessionEndpoint(ctx(origin), 5_000)).toBe(`${origin}/end`)
})

test("an unreachable issuer is reported as provider_unreachable", async ({ startServer }) => {
  const { origin } = await startServer(() => ({ status: 503, body: "" }))
  await expect(endSessionEndpoint(ctx(origin), 5_000)).rejects.toThrow("provider_unreachable")
})

test("the flow event of the request contains neither the ID token nor the state", { tag: "@leak" }, () => {
  const events: string[] = []
  onFlowEvent("end-session test", (event) => events.push(JSON.stringify(event)))
  endSessionRequest(ctx("https://op.example"), "https://op.example/end", params)
  expect(events.join()).toContain("logout_request")
  expect(events.join()).toContain(params.returnUri)
  expect(events.join()).not.toContain(params.idToken)
  expect(events.join()).not.toContain(params.state)
  requestWith({ groups: groups(20_000), sub: "subject-of-ada", sid: undefined })
  expect(events.at(-1)).toContain("logout_hint")
  expect(events.at(-1)).not.toContain("subject-of-ada")
})

test("there is no end session endpoint without an announcement or without OpenID Connect", async ({
  startServer,
}) => {
  const { origin } = await startServer(({ headers }) => ({ body: metadata(`http://${headers.host}`) }))
  expect(await endSessionEndpoint(ctx(origin), 5_000)).toBeUndefined()
  expect(await endSessionEndpoint(contextWith(providerAt(origin)), 5_000)).toBeUndefined()
})

test("a slow issuer does not delay the sign-out beyond the timeout", async ({ startServer }) => {
  let respond = () => {}
  const canRespond = new Promise<void>((resolve) => (respond = resolve))
  const { origin } = await startServer(async ({ headers }) => {
    await canRespond
    const at = `http://${headers.host}`
    return { body: metadata(at, { end_session_endpoint: `${at}/end` }) }
  })
  expect(await endSessionEndpoint(ctx(origin), 50)).toBeUndefined()
  respond()
  await expect
    .poll(() => endSessionEndpoint(ctx(origin), 50), "the metadata is cached later")
    .toBe(`${origin}/end`)
})
