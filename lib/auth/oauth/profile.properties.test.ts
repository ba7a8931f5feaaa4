import { domainToASCII, domainToUnicode } from "node:url"
import { expect, test } from "@playwright/test"
import fc from "fast-check"
import { AuthError } from "../errors"
import { readPath, readProfile, type Profile } from "./profile"

const paths = {
  id: "id",
  name: "name|first",
  email: "email",
  emailVerified: "verified",
  image: "image|https://i.example/{id}/{a.b}",
}

/** Texts with other scripts, direction marks, NUL, unpaired surrogates and more characters than a column holds. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc
    .array(fc.constantFrom("\0", "\ud83c", "\udf3b", "🌻", "a", " ", "\u202e", "\u200b", "é", "@", ".."))
    .map((it) => it.join("")),
  fc.nat({ max: 400 }).map((length) => "🌻".repeat(length)),
  fc.nat({ max: 400 }).map((length) => `a${"🌻".repeat(length)}`),
  fc.constantFrom("javascript:alert(1)", "https://x.example/a.png", "a@example.com", "0", "true"),
)
const values = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.bigInt()),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("__proto__", "constructor", "toString", "id", "b"), text),
)
const keys = ["id", "name", "first", "email", "verified", "image", "a", "__proto__", "constructor"]
const rawProfiles = fc.oneof(
  { weight: 5, arbitrary: fc.dictionary(fc.constantFrom(...keys), values) },
  fc.anything({ withNullPrototype: true, withSparseArray: true, withTypedArray: true }),
)

function read(rawProfile: unknown): Profile | undefined {
  try {
    return readProfile(rawProfile, paths)
  } catch (error) {
    expect(error).toMatchObject({ code: "profile_invalid" } satisfies Partial<AuthError>)
    return undefined
  }
}

test(
  "any raw profile becomes a profile that fits the database, or profile_invalid",
  { tag: ["@malformed", "@identity"] },
  () => {
    fc.assert(
      fc.property(rawProfiles, (rawProfile) => {
        const profile = read(rawProfile)
        if (!profile) return
        const limits = { id: 255, name: 200, email: 254, image: 2_000 }
        for (const [name, limit] of Object.entries(limits)) {
          const value = profile[name as keyof typeof limits]
          if (value === null) continue
          expect(value.length, name).toBeLessThanOrEqual(limit)
          expect(value.isWellFormed() && !value.includes("\0") && value !== "", name).toBe(true)
        }
        expect(profile.emailVerified).toBe(
          profile.email !== null && readPath(rawProfile, "verified") === true,
        )
        if (profile.image) expect(new URL(profile.image).protocol).toMatch(/^https?:$/)
      }),
      { numRuns: 3_000 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  },
)

/** An address that may be changed on its way: characters that systems cut, clean, normalize or compare loosely. */
const addresses = fc
  .tuple(
    fc.constantFrom("victim", "kate", "x", "a".repeat(240)),
    fc.constantFrom(
      ...'\0|\ud800|\n| |\u00a0|\u00ad|\u200b|\u200e|\u202e|\ufeff|\uff20|\u212a|\u0130|,|@|"|<|x|\u00e9'.split(
        "|",
      ),
    ),
    fc.nat({ max: 30 }),
    fc.constantFrom(
      "@corp.example",
      "@corp\u3002example",
      "@CORP.example",
      "@corp.example.",
      "@m\u00fcnchen.example",
    ),
  )
  .map(([local, addition, at, domain]) => {
    const address = local + domain
    return address.slice(0, at) + addition + address.slice(at)
  })

/** Whether no later step makes another address of this one. */
function isUnchangeable(email: string): boolean {
  const domain = email.slice(email.indexOf("@") + 1)
  const spellings = [domainToASCII(domain), domainToUnicode(domain)]
  const cleaned = email.normalize("NFKC").trim().slice(0, 254).toWellFormed()
  return cleaned === email && !/[\p{C}\s]/u.test(email) && spellings.includes(domain.toLowerCase())
}

test(
  "an id or an address is exactly what the provider sent, or there is none",
  { tag: ["@identity", "@address"] },
  () => {
    const ids = fc.oneof(text, fc.maxSafeInteger())
    const emails = fc.oneof(text, addresses, fc.emailAddress())
    fc.assert(
      fc.property(ids, emails, (id, email) => {
        const profile = read({ id, email, verified: true })
        if (!profile) return true
        const isExact =
          profile.email === null ? !profile.emailVerified : profile.email === email && isUnchangeable(email)
        return isExact && profile.id === String(id)
      }),
      { numRuns: 3_000 },
    )
  },
)

test("two different ids never become the same id", { tag: "@identity" }, () => {
  const different = fc.tuple(
    text,
    fc.constantFrom("\0", " ", "\ud800", "\n", "a", "\u00a0", "x".repeat(300)),
    fc.boolean(),
  )
  fc.assert(
    fc.property(different, ([id, addition, isBefore]) => {
      const one = read({ id })?.id
      const other = read({ id: isBefore ? addition + id : id + addition })?.id
      expect(one === undefined || one !== other).toBe(true)
      expect(one === undefined || one === id).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
