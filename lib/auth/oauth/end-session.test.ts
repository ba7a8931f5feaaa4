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
