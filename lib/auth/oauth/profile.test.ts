import { inspect } from "node:util"
import { expect, test } from "@playwright/test"
import { github } from "../providers/github"
import { readPath, readProfile } from "./profile"

const paths = { id: "id", name: "name", email: "email", emailVerified: "verified", image: "image" }

test("a person is read from where the provider declares", () => {
  const answer = {
    id: 583231,
    login: "octo",
    name: null,
    avatar_url: "https://images.example.com/1",
    emails: [
      { email: "old@example.com", primary: false, verified: true },
      { email: "octo@example.com", primary: true, verified: true },
    ],
  }
  if (github.protocol !== "oauth2") throw new Error("GitHub speaks OAuth 2.0")
  expect(readProfile(answer, github.profile)).toEqual({
    id: "583231",
    name: "octo",
    email: "octo@example.com",
    emailVerified: true,
    image: "https://images.example.com/1",
  })
})

for (const id of [0, "0", "", " ", null, undefined, {}, [], true, Number.NaN, 1.5, 2 ** 60])
  test(`the id ${inspect(id)} names nobody`, { tag: "@identity" }, () => {
    expect(() => readProfile({ id }, paths)).toThrow("profile_invalid")
  })

for (const verified of ["true", 1, "1", {}, null, undefined, false])
  test(`an address is not verified by ${inspect(verified)}`, { tag: "@pre-hijack" }, () => {
    expect(readProfile({ id: "1", email: "a@example.com", verified }, paths).emailVerified).toBe(false)
  })

test("no address is never a verified one", { tag: "@pre-hijack" }, () => {
  expect(readProfile({ id: "1", verified: true }, paths)).toMatchObject({ email: null, emailVerified: false })
})

for (const email of [
  "a@x.example,b@y.example",
  '"a"@x.example',
  "a b@x.example",
  "a@",
  "@x",
  "a@b@c",
  '"e@evil.example"@x.example',
  'e@evil.example"@x.example',
  "victim\uff20x.example",
  "victim\ufe6bx.example",
  "e@evil.example\uff20x.example",
  "e\uff0c@x.example",
  7,
  ["a@x"],
])
  test(
    `${JSON.stringify(email)} is no address`,
    { tag: ["@address", "@GHSA-xv97-c62v-4587", "@GHSA-5jpx-9hw9-2fx4", "@GHSA-7rqj-j65f-68wh"] },
    () => {
      expect(readProfile({ id: "1", email, verified: true }, paths).email).toBeNull()
    },
  )

for (const image of ["javascript:alert(1)", "data:image/png,x", "//host/x", "https://", 1])
  test(`${JSON.stringify(image)} is no picture`, { tag: "@xss" }, () => {
    expect(readProfile({ id: "1", image }, paths).image).toBeNull()
  })

test("a name that PostgreSQL could not hold is mended, not refused", () => {
  expect(readProfile({ id: "1", name: " A\0da \ud800" }, paths).name).toBe("Ada \ufffd")
})

test("a path never reaches what an object inherits", { tag: "@malformed" }, () => {
  expect(readPath({}, "constructor.name")).toBeUndefined()
  expect(readPath({}, "toString")).toBeUndefined()
  expect(readPath(Object.create({ id: "1" }), "id")).toBeUndefined()
  expect(readPath(JSON.parse('{"__proto__":{"id":"1"}}'), "id")).toBeUndefined()
})

test("a path walks lists and takes the first alternative that is there", () => {
  expect(readPath({ photos: [{ url: "a" }] }, "photos.0.url")).toBe("a")
  expect(readPath({ a: "", b: null, c: "x" }, "a|b|c")).toBe("x")
  expect(readPath("text", "length")).toBeUndefined()
})

test("a name may be made of pieces, of which some may be missing", () => {
  const made = (answer: object) =>
    readProfile({ id: "1", ...answer }, { id: "id", name: "{first} {last}|login" }).name
  expect(made({ first: "Ada", last: "Lovelace" })).toBe("Ada Lovelace")
  expect(made({ last: "Lovelace" })).toBe("Lovelace")
  expect(made({ login: "ada" })).toBe("ada")
})

test("an address made of pieces needs all of them", () => {
  const image = "https://images.example.com/{id}/{avatar|picture}.png"
  expect(readProfile({ id: "1", avatar: "a" }, { id: "id", image }).image).toBe(
    "https://images.example.com/1/a.png",
  )
  expect(readProfile({ id: "1" }, { id: "id", image }).image).toBeNull()
})

for (const [said, verifiedValues, isVerified] of [
  ["true", ["true"], true],
  [1, [1], true],
  ["1", [1], false],
  ["TRUE", ["true"], false],
  [true, ["yes"], true],
  [["true"], ["true"], false],
] as const)
  test(`${inspect(said)} ${isVerified ? "verifies" : "does not verify"} where ${inspect(verifiedValues)} is declared`, () => {
    const answer = { id: "1", email: "a@example.com", verified: said }
    expect(readProfile(answer, { ...paths, verifiedValues }).emailVerified).toBe(isVerified)
  })

for (const [at, isVerified] of [
  ["2026-01-02T03:04:05Z", true],
  ["2026-01-02", true],
  [null, false],
  ["", false],
  ["never", false],
  [true, false],
  [1_767_323_045, false],
] as const)
  test(`${inspect(at)} ${isVerified ? "is" : "is not"} a time of verification`, () => {
    const answer = { id: "1", email: "a@example.com", confirmed_at: at }
    const declared = { id: "id", email: "email", emailVerifiedAt: "confirmed_at" }
    expect(readProfile(answer, declared).emailVerified).toBe(isVerified)
  })
