import { expect, test } from "@playwright/test"
import { EncryptJWT } from "jose"
import { unitEnvironment } from "../../environment.fixture"
import { open, openEvenExpired, purposes, seal } from "./seal"
import { deriveKey, isSealed, openWith, sealWith, startOfSealed } from "./sealing.mjs"

for (const purpose of purposes)
  for (const other of purposes)
    test(
      `a value sealed as ${purpose} ${purpose === other ? "opens" : "does not open"} as ${other}`,
      { tag: ["@sealed-purpose", "@GHSA-v64w-49xw-qq89", "@GHSA-965c-763c-88jm"] },
      async () => {
        const opened = await open(other, await seal(purpose, { value: 1 }))
        if (purpose === other) expect(opened).toEqual({ value: 1 })
        else expect(opened).toBeNull()
      },
    )

test("a sealed value with one changed character does not open", { tag: "@sealed-purpose" }, async () => {
  const sealed = await seal("attempt", { value: "a text that is long enough to change a character" })
  const at = sealed.length - 30
  const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1)
  expect(await open("attempt", changed)).toBeNull()
})

for (const text of ["", "x", "a.b.c", "....", "eyJhbGciOiJub25lIn0.e30.", "%", "🌻".repeat(1000)])
  test(`the text ${JSON.stringify(text.slice(0, 20))} does not open`, { tag: "@malformed" }, async () => {
    expect(await open("attempt", text)).toBeNull()
  })

test(
  "a value encrypted with another key does not open, even with the current key id",
  { tag: ["@sealed-purpose", "@CVE-2026-110864"] },
  async () => {
    const sealed = await seal("attempt", {})
    const header = JSON.parse(Buffer.from(sealed.split("..")[0] ?? "", "base64url").toString()) as {
      kid: string
    }
    const forged = await new EncryptJWT({})
      .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: header.kid })
      .encrypt(new Uint8Array(32))
    expect(await open("attempt", forged)).toBeNull()
  },
)

test("an expired value does not open", { tag: "@replay" }, async () => {
  const now = Math.floor(Date.now() / 1000)
  const key = deriveKey("attempt", unitEnvironment.AUTH_SECRET)
  for (const [exp, isExpired] of [
    [now + 60, false],
    [now - 1, true],
  ] as const) {
    const sealed = await seal("attempt", { value: 1, exp })
    const payload = { value: 1, exp }
    expect(await openEvenExpired("attempt", sealed)).toEqual({ payload, isExpired })
    expect(await open("attempt", sealed)).toEqual(isExpired ? null : payload)
    expect(await openWith([key], sealed)).toEqual(isExpired ? null : payload)
  }
})

test("a value sealed with the previous secret opens, and new values are sealed with the current secret", async () => {
  const previous = deriveKey("token", unitEnvironment.AUTH_SECRET_PREVIOUS)
  const current = deriveKey("token", unitEnvironment.AUTH_SECRET)
  expect(await open("token", await sealWith(previous, { value: 1 }))).toEqual({ value: 1 })
  const sealed = await seal("token", { value: 1 })
  expect(
    sealed.startsWith(startOfSealed(current.id)),
    "SQL counts the values of the previous key by this prefix",
  ).toBe(true)
  expect(sealed.startsWith(startOfSealed(previous.id))).toBe(false)
})

test("a value sealed with a removed secret does not open, but is recognized as sealed", async () => {
  const sealed = await sealWith(deriveKey("token", "a secret that is not configured"), { value: 1 })
  expect(await open("token", sealed)).toBeNull()
  expect(isSealed(sealed)).toBe(true)
})

test("the keys of a secret never change, or sealed cookies and tokens would be lost", () => {
  expect(deriveKey("token", "x".repeat(32)).id).toBe("NV-_")
})
