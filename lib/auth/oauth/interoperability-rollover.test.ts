// `oidc-provider` signs with another key from one sign-in to the next (OpenID Connect Core section 10.1.1).
import { generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { contextAt, jwk, person, signIn, test } from "./certified-provider.fixture"

const [older, newer] = ["older", "newer"].map((kid) => [
  jwk(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, kid),
]) as [Keys, Keys]

type Keys = [ReturnType<typeof jwk>]

const real = performance.now.bind(performance)
let passed = 0

// The clock of the cached keys is moved instead of waited for. Each test has an issuer, and so a cache entry, of its own.
test.beforeAll(() => {
  performance.now = () => real() + passed * 1000
})

test.afterAll(() => {
  performance.now = real
})

const fetches = (asked: string[]) => asked.filter((request) => request === "GET /jwks").length

test("a key that is new to us is fetched at once, and kept", async ({ start }) => {
  const { issuer, asked, roll } = await start({}, { jwks: { keys: older } })
  await signIn(contextAt(issuer))
  await signIn(contextAt(issuer))
  expect(fetches(asked)).toBe(1)
  roll(newer)
  expect((await signIn(contextAt(issuer))).profile).toEqual(person)
  await signIn(contextAt(issuer))
  expect(fetches(asked)).toBe(2)
})

test("a key that was rolled just before the first sign-in ended is fetched too", async ({ start }) => {
  const { issuer, asked, roll } = await start({}, { jwks: { keys: older } })
  const ctx = contextAt(issuer)
  await signIn(contextAt(issuer))
  roll(newer, [...older, ...newer])
  expect((await signIn(ctx)).profile).toEqual(person)
  expect(fetches(asked)).toBe(2)
})

test("ids of unknown keys make us fetch once a minute", { tag: "@rate-limit" }, async ({ start }) => {
  const { issuer, asked, roll } = await start({}, { jwks: { keys: older } })
  await signIn(contextAt(issuer))
  roll(newer, older)
  for (let attempt = 0; attempt < 3; attempt++)
    await expect(signIn(contextAt(issuer))).rejects.toThrow("id_token_invalid")
  expect(fetches(asked), "the first one made us look").toBe(2)
  roll(newer)
  passed += 45
  await expect(signIn(contextAt(issuer))).rejects.toThrow("id_token_invalid")
  expect(fetches(asked)).toBe(2)
  passed += 16
  expect((await signIn(contextAt(issuer))).profile).toEqual(person)
  expect(fetches(asked)).toBe(3)
})

test(
  "a key that the issuer took back verifies nothing, once ten minutes are over at the latest",
  { tag: "@stripped-check" },
  async ({ start }) => {
    const { issuer, roll } = await start({}, { jwks: { keys: older } })
    await signIn(contextAt(issuer))
    roll(older, newer)
    passed += 601
    await expect(signIn(contextAt(issuer))).rejects.toThrow("id_token_invalid")
    roll(newer)
    expect((await signIn(contextAt(issuer))).profile).toEqual(person)
  },
)

test(
  "a key that the issuer replaced verifies nothing from the first sign-in with the new one",
  { tag: "@stripped-check" },
  async ({ start }) => {
    const { issuer, roll } = await start({}, { jwks: { keys: older } })
    await signIn(contextAt(issuer))
    roll(newer)
    await signIn(contextAt(issuer))
    roll(older, newer)
    await expect(signIn(contextAt(issuer))).rejects.toThrow("id_token_invalid")
  },
)
