import { expect, test } from "@playwright/test"
import {
  appAddress,
  isAppAddress,
  isKnownTool,
  readAppRequest,
  readUserCode,
  redirectUriOf,
} from "./requests"

test.beforeAll(() => {
  process.env.AUTH_MOBILE_APPS = [
    "ios=com.example.app:/signed-in",
    "android=https://app.example.com/signed-in?from=web",
    "plain=http://app.example.com/",
    "script=javascript:alert(1)",
    "data=data:text/html,x",
    "bare=myapp:/signed-in",
    "hash=https://app.example.com/#x",
    "empty=",
    "bad id=https://app.example.com/",
  ].join(", ")
  process.env.AUTH_DEVICE_CLIENTS = "acme-cli, acme-deploy"
})

test.afterAll(() => {
  delete process.env.AUTH_MOBILE_APPS
  delete process.env.AUTH_DEVICE_CLIENTS
})

test("an app's redirect URI is an https link or has a scheme with a dot", { tag: "@open-redirect" }, () => {
  expect(redirectUriOf("ios")).toBe("com.example.app:/signed-in")
  expect(redirectUriOf("android")).toBe("https://app.example.com/signed-in?from=web")
  for (const id of ["plain", "script", "data", "bare", "hash", "empty", "bad id", "unknown", "", "__proto__"])
    expect(redirectUriOf(id), id).toBeUndefined()
})

test("an app's request needs a known app and a challenge", { tag: "@malformed" }, () => {
  const valid = { client_id: "ios", code_challenge: "x".repeat(43), state: "s-1" }
  expect(readAppRequest(valid)).toEqual({
    clientId: "ios",
    challenge: "x".repeat(43),
    redirectUri: "com.example.app:/signed-in",
    state: "s-1",
  })
  for (const change of [
    { client_id: "unknown" },
    { client_id: ["ios"] },
    { code_challenge: undefined },
    { code_challenge: "x".repeat(42) },
    { code_challenge: `${"x".repeat(42)}=` },
    { state: "a b" },
    { state: "x".repeat(65) },
    { state: ["a"] },
  ])
    expect(readAppRequest({ ...valid, ...change }), JSON.stringify(change)).toBeUndefined()
})

test("the page that opens an app leads to its redirect URI only", { tag: "@open-redirect" }, () => {
  const request = readAppRequest({ client_id: "android", code_challenge: "x".repeat(43), state: "s" })
  const address = request ? appAddress(request, { code: "c" }) : ""
  expect(address).toBe("https://app.example.com/signed-in?from=web&code=c&state=s")
  expect(isAppAddress("android", address)).toBe(true)
  expect(isAppAddress("ios", "com.example.app:/signed-in?code=c")).toBe(true)
  for (const other of [
    address,
    "com.example.app:/signed-inx?code=c",
    "javascript:alert(1)",
    "",
    undefined,
    [address],
  ])
    expect(isAppAddress("ios", other)).toBe(false)
  expect(isAppAddress(undefined, address)).toBe(false)
})

test("a user code is read however it is typed, and nothing else is", { tag: "@malformed" }, () => {
  for (const typed of ["WDJBMJHT", "wdjb-mjht", " WDJB MJHT ", "wdjb_mjht"])
    expect(readUserCode(typed), typed).toBe("WDJBMJHT")
  for (const typed of [
    "",
    "WDJBMJH",
    "WDJBMJHTT",
    "AEIOUAEI",
    "WDJBMJHÜ",
    "x".repeat(41),
    ["WDJBMJHT"],
    undefined,
  ])
    expect(readUserCode(typed)).toBeUndefined()
})

test("only tools that the owner named are known", { tag: "@defaults" }, () => {
  expect(["acme-cli", "acme-deploy", "acme", "", "__proto__"].map(isKnownTool)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
