// `oidc-provider` rotates its signing keys between sign-ins (OpenID Connect Core section 10.1.1).
import { generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { SignJWT } from "jose"
import { certifiedContextAt, expectedProfile, jwk, signIn, test } from "./certified-provider.fixture"
import { checkLogoutToken } from "./logout-token"

const [older, newer] = ["older", "newer"].map((kid) => [
  jwk(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, kid),
]) as [Keys, Keys]

type Keys = [ReturnType<typeof jwk>]

const originalNow = performance.now.bind(performance)
const startedAt = originalNow()
let elapsedSeconds = 0

// The clock of the key cache is mocked and stands still. Each test has its own issuer and therefore its own cache entry.
test.beforeAll(() => {
  performance.now = () => startedAt + elapsedSeconds * 1000
})

test.afterAll(() => {
  performance.now = originalNow
})

const keySetRequests = (requests: string[]) => requests.filter((request) => request === "GET /jwks").length

test("an unknown key id causes one request for the key set", async ({ startProvider }) => {
  const { issuer, requests, rotateKeys } = await startProvider({}, { jwks: { keys: older } })
  await signIn(certifiedContextAt(issuer))
  await signIn(certifiedContextAt(issuer))
  expect(keySetRequests(requests)).toBe(1)
  rotateKeys(newer)
  expect((await signIn(certifiedContextAt(issuer))).profile).toEqual(expectedProfile)
  await signIn(certifiedContextAt(issuer))
  expect(keySetRequests(requests)).toBe(2)
})

test("a key rotated between the authorization request and the token response is fetched", async ({
  startProvider,
}) => {
  const { issuer, requests, rotateKeys } = await startProvider({}, { jwks: { keys: older } })
  const ctx = certifiedContextAt(issuer)
  await signIn(certifiedContextAt(issuer))
  rotateKeys(newer, [...older, ...newer])
  expect((await signIn(ctx)).profile).toEqual(expectedProfile)
  expect(keySetRequests(requests)).toBe(2)
})

test(
  "unknown key ids in sign-ins cause at most one request for the key set in five seconds",
  { tag: "@rate-limit" },
  async ({ startProvider }) => {
    const { issuer, requests, rotateKeys } = await startProvider({}, { jwks: { keys: older } })
    await signIn(certifiedContextAt(issuer))
    rotateKeys(newer, older)
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(signIn(certifiedContextAt(issuer))).rejects.toThrow("id_token_invalid")
    expect(keySetRequests(requests), "only the first unknown key id causes a request").toBe(2)
    rotateKeys(newer)
    elapsedSeconds += 4
    await expect(signIn(certifiedContextAt(issuer))).rejects.toThrow("id_token_invalid")
    expect(keySetRequests(requests)).toBe(2)
    elapsedSeconds += 2
    expect((await signIn(certifiedContextAt(issuer))).profile).toEqual(expectedProfile)
    expect(keySetRequests(requests), "also for a second rotation within a minute").toBe(3)
  },
)

test("a replaced key that keeps its id is fetched", async ({ startProvider }) => {
  const { issuer, requests, rotateKeys } = await startProvider({}, { jwks: { keys: older } })
  await signIn(certifiedContextAt(issuer))
  rotateKeys([{ ...newer[0], kid: "older" }])
  expect((await signIn(certifiedContextAt(issuer))).profile).toEqual(expectedProfile)
  expect(keySetRequests(requests)).toBe(2)
})

test(
  "logout tokens of a stranger cause at most one request for the key set per minute, and keep no new key from sign-ins",
  { tag: "@rate-limit" },
  async ({ startProvider }) => {
    const { issuer, requests, rotateKeys } = await startProvider({}, { jwks: { keys: older } })
    await signIn(certifiedContextAt(issuer))
    const logOut = async () =>
      expect(checkLogoutToken(certifiedContextAt(issuer), await strangersToken(issuer))).rejects.toThrow(
        "logout_token_invalid",
      )
    for (let attempt = 0; attempt < 3; attempt++) await logOut()
    expect(keySetRequests(requests)).toBe(2)
    rotateKeys(newer)
    expect((await signIn(certifiedContextAt(issuer))).profile).toEqual(expectedProfile)
    expect(keySetRequests(requests)).toBe(3)
    elapsedSeconds += 59
    await logOut()
    expect(keySetRequests(requests)).toBe(3)
    elapsedSeconds += 2
    await logOut()
    expect(keySetRequests(requests)).toBe(4)
  },
)

/** A logout token that anyone can make: only key and signature are wrong. */
async function strangersToken(issuer: string): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
  return new SignJWT({ iss: issuer, aud: "client", sub: "ada", iat, jti: "j1", events })
    .setProtectedHeader({ alg: "RS256", kid: "unknown" })
    .sign(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey)
}

test(
  "a key that the issuer removed is rejected after at most ten minutes",
  { tag: "@stripped-check" },
  async ({ startProvider }) => {
    const { issuer, rotateKeys } = await startProvider({}, { jwks: { keys: older } })
    await signIn(certifiedContextAt(issuer))
    rotateKeys(older, newer)
    elapsedSeconds += 601
    await expect(signIn(certifiedContextAt(issuer))).rejects.toThrow("id_token_invalid")
    rotateKeys(newer)
    expect((await signIn(certifiedContextAt(issuer))).profile).toEqual(expectedProfile)
  },
)

test(
  "a replaced key is rejected after the first sign-in with the new key",
  { tag: "@stripped-check" },
  async ({ startProvider }) => {
    const { issuer, rotateKeys } = await startProvider({}, { jwks: { keys: older } })
    await signIn(certifiedContextAt(issuer))
    rotateKeys(newer)
    await signIn(certifiedContextAt(issuer))
    rotateKeys(older, newer)
    await expect(signIn(certifiedContextAt(issuer))).rejects.toThrow("id_token_invalid")
  },
)
