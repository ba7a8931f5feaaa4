import { inspect } from "node:util"
import { expect, test } from "@playwright/test"
import { github } from "../providers/github"
import { google } from "../providers/google"
import { readPath, readProfile } from "./profile"

const paths = { id: "id", name: "name", email: "email", emailVerified: "verified", image: "image" }

test("a profile is read from the paths that the provider declares", () => {
  const rawProfile = {
    id: 583231,
    login: "octo",
    name: null,
    avatar_url: "https://images.example.com/1",
    emails: [
      { email: "old@example.com", primary: false, verified: true },
      { email: "octo@example.com", primary: true, verified: true },
    ],
  }
  if (github.protocol !== "oauth2") throw new Error("GitHub is not an OAuth 2.0 provider")
  expect(readProfile(rawProfile, github.profile)).toEqual({
    id: "583231",
    name: "octo",
    email: "octo@example.com",
    emailVerified: true,
    image: "https://images.example.com/1",
  })
})

for (const id of [0, "0", "", " ", null, undefined, {}, [], true, Number.NaN, 1.5, 2 ** 60])
  test(`the id ${inspect(id)} is rejected`, { tag: "@identity" }, () => {
    expect(() => readProfile({ id }, paths)).toThrow("profile_invalid")
  })

for (const verified of ["true", 1, "1", {}, null, undefined, false])
  test(
    `an email address is not verified by ${inspect(verified)}`,
    { tag: ["@pre-hijack", "@GHSA-6g38-8j4p-j3pr"] },
    () => {
      expect(readProfile({ id: "1", email: "a@example.com", verified }, paths).emailVerified).toBe(false)
    },
  )

test("a missing email address is not verified", { tag: ["@pre-hijack", "@GHSA-6g38-8j4p-j3pr"] }, () => {
  expect(readProfile({ id: "1", verified: true }, paths)).toMatchObject({ email: null, emailVerified: false })
})

for (const email of [
  "a@x.example,b@y.example",
  '"a"@x.example',
  "a b@x.example",
  "a@",
  "@x",
  "a@b@c",
  "victim(comment)@corp.example",
  "victim@corp.example(comment)",
  "team:victim@corp.example",
  "a;victim@corp.example",
  "vic\\tim@corp.example",
  "[victim]@corp.example",
  "mailto:victim@corp.example",
  "=?utf-8?q?e=40evil.example=3e?=@corp.example",
  '"e@evil.example"@x.example',
  'e@evil.example"@x.example',
  "victim\uff20x.example",
  "victim\ufe6bx.example",
  "e@evil.example\uff20x.example",
  "e\uff0c@x.example",
  "vic\0tim@corp.example",
  " victim@corp.example",
  "victim@corp.example\n",
  "x@corp\u3002example",
  "x@corp\uff0eexample",
  "vic\u200btim@corp.example",
  "victim@corp\u00ad.example",
  "\u202evictim@corp.example",
  "victim\ufe0f@corp.example",
  "vic\u034ftim@corp.example",
  "vic\ud800tim@corp.example",
  "\u212aate@corp.example",
  "kate@\u212aelvin.example",
  "v\u0130ctim@corp.example",
  "victim@corp.example.",
  "victim@127.1",
  "victim@ex%61mple.com",
  `${"a".repeat(243)}@corp.example`,
  `${"a".repeat(308)}@corp.example.net`,
  `\u00e9${"a".repeat(240)}@corp.example`,
  7,
  ["a@x"],
])
  test(
    `${JSON.stringify(email)} is rejected as an email address`,
    { tag: ["@address", "@GHSA-xv97-c62v-4587", "@GHSA-5jpx-9hw9-2fx4", "@GHSA-7rqj-j65f-68wh"] },
    () => {
      expect(readProfile({ id: "1", email, verified: true }, paths).email).toBeNull()
    },
  )

for (const email of [
  "Ada.Lovelace+x@Example.COM",
  "o'brien@corp.example",
  "prvs=0123/{x}!y%z?=&*#$^`|~-_.@corp.example",
  "zo\u00eb@corp.example",
  "a@m\u00fcnchen.example",
  "a@xn--mnchen-3ya.example",
  "root@localhost",
  `${"a".repeat(241)}@corp.example`,
])
  test(`${email.slice(0, 40)} is stored exactly as it came`, { tag: "@address" }, () => {
    expect(readProfile({ id: "1", email, verified: true }, paths)).toMatchObject({
      email,
      emailVerified: true,
    })
  })

test("an image whose address would be cut or cleaned is left out", () => {
  for (const image of [
    `https://x.example/${"a".repeat(2_000)}`,
    "https://x.example/\0a",
    "https://x.example/a\n/b",
    "https://x.example/\u202ea",
    " https://x.example/a",
  ])
    expect(readProfile({ id: "1", image }, paths).image).toBeNull()
})

test("an id from a template is not trimmed", { tag: "@identity" }, () => {
  const read = (id: unknown) => readProfile({ tenant: "t", id }, { id: "{tenant}/{id}" }).id
  expect(read("1")).toBe("t/1")
  for (const id of ["1 ", "1\0", 1.5, 1e300]) expect(() => read(id)).toThrow("profile_invalid")
})

for (const image of ["javascript:alert(1)", "data:image/png,x", "//host/x", "https://", 1])
  test(`${JSON.stringify(image)} is rejected as an image`, { tag: "@xss" }, () => {
    expect(readProfile({ id: "1", image }, paths).image).toBeNull()
  })

test("a name with characters that PostgreSQL rejects is cleaned", () => {
  expect(readProfile({ id: "1", name: " A\0da \ud800" }, paths).name).toBe("Ada \ufffd")
})

for (const [title, name, expected] of [
  ["a line break", "Ada\r\nBcc: e@evil.example", "Ada Bcc: e@evil.example"],
  ["a line separator", "Ada\u2028Admin", "Ada Admin"],
  ["an escape sequence of a terminal", "\u001b[31mAda\u0007", "[31mAda"],
  ["an override of the direction", "Ada \u202enimdA\u2066", "Ada nimdA"],
  ["only invisible characters", "\u200b\u2060 \u3164", null],
  ["joined emoji", "Ada 👩\u200d🚀", "Ada 👩\u200d🚀"],
  ["a Persian half space", "می\u200cخواهم", "می\u200cخواهم"],
] as const)
  test(`a name with ${title} does not change the texts around it`, { tag: "@xss" }, () => {
    expect(readProfile({ id: "1", name }, paths).name).toBe(expected)
  })

test("a path does not read inherited properties", { tag: "@malformed" }, () => {
  expect(readPath({}, "constructor.name")).toBeUndefined()
  expect(readPath({}, "toString")).toBeUndefined()
  expect(readPath(Object.create({ id: "1" }), "id")).toBeUndefined()
  expect(readPath(JSON.parse('{"__proto__":{"id":"1"}}'), "id")).toBeUndefined()
})

test("a path reads list items, and the first alternative with a value", () => {
  expect(readPath({ photos: [{ url: "a" }] }, "photos.0.url")).toBe("a")
  expect(readPath({ a: "", b: null, c: "x" }, "a|b|c")).toBe("x")
  expect(readPath("text", "length")).toBeUndefined()
})

test("a name is composed of the parts that exist", () => {
  const nameOf = (rawProfile: object) =>
    readProfile({ id: "1", ...rawProfile }, { id: "id", name: "{first} {last}|login" }).name
  expect(nameOf({ first: "Ada", last: "Lovelace" })).toBe("Ada Lovelace")
  expect(nameOf({ last: "Lovelace" })).toBe("Lovelace")
  expect(nameOf({ login: "ada" })).toBe("ada")
})

test("a composed image address needs all its parts", () => {
  const image = "https://images.example.com/{id}/{avatar|picture}.png"
  expect(readProfile({ id: "1", avatar: "a" }, { id: "id", image }).image).toBe(
    "https://images.example.com/1/a.png",
  )
  expect(readProfile({ id: "1" }, { id: "id", image }).image).toBeNull()
})

for (const [verified, verifiedValues, isVerified] of [
  ["true", ["true"], true],
  [1, [1], true],
  ["1", [1], false],
  ["TRUE", ["true"], false],
  [true, ["yes"], true],
  [["true"], ["true"], false],
] as const)
  test(`${inspect(verified)} ${isVerified ? "verifies" : "does not verify"} an email address with verifiedValues ${inspect(verifiedValues)}`, () => {
    const rawProfile = { id: "1", email: "a@example.com", verified }
    expect(readProfile(rawProfile, { ...paths, verifiedValues }).emailVerified).toBe(isVerified)
  })

for (const [email, hd, isVerified] of [
  ["ada@gmail.com", undefined, true],
  ["ada@GMAIL.com", undefined, true],
  ["ada@corp.example", "corp.example", true],
  ["ada@corp.example", undefined, false],
  ["ada@corp.example", "", false],
  ["ada@corp.example", true, false],
  ["ada@gmail.com.attacker.example", undefined, false],
  ["ada@googlemail.com", undefined, false],
] as const)
  test(
    `Google ${isVerified ? "vouches" : "does not vouch"} for ${email} with hd ${inspect(hd)}`,
    { tag: "@pre-hijack" },
    () => {
      const rawProfile = { sub: "1", email, email_verified: true, hd }
      const read = (raw: object) => readProfile(raw, google.profile ?? paths)
      expect(read(rawProfile).emailVerified).toBe(isVerified)
      expect(read({ ...rawProfile, email_verified: false }).emailVerified).toBe(false)
    },
  )

for (const [confirmedAt, isVerified] of [
  ["2026-01-02T03:04:05Z", true],
  ["2026-01-02", true],
  [null, false],
  ["", false],
  ["never", false],
  [true, false],
  [1_767_323_045, false],
] as const)
  test(`${inspect(confirmedAt)} is ${isVerified ? "accepted" : "rejected"} as a time of verification`, () => {
    const rawProfile = { id: "1", email: "a@example.com", confirmed_at: confirmedAt }
    const profilePaths = { id: "id", email: "email", emailVerifiedAt: "confirmed_at" }
    expect(readProfile(rawProfile, profilePaths).emailVerified).toBe(isVerified)
  })

test("an id of several values is rejected if one of them is unusable", { tag: "@identity" }, () => {
  const composed = { id: "{team}-{sub}" }
  expect(readProfile({ team: "T1", sub: "U1" }, composed).id).toBe("T1-U1")
  for (const unusable of [undefined, null, "", " ", "0", 0, {}])
    for (const raw of [
      { team: "T1", sub: unusable },
      { team: unusable, sub: "U1" },
    ])
      expect(() => readProfile(raw, composed)).toThrow("profile_invalid")
})

test("a former id is read, and an unusable one is ignored", { tag: "@identity" }, () => {
  const moved = { id: "account_id:{account_id}", formerId: "id" }
  expect(readProfile({ account_id: "a1", id: "ann" }, moved)).toMatchObject({
    id: "account_id:a1",
    formerId: "ann",
  })
  expect(readProfile({ account_id: "a1", id: "0" }, moved)).not.toHaveProperty("formerId")
})
