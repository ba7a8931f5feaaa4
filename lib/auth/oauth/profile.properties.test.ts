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
        const limits = { id: 255, name: 200, email: 320, image: 2_000 }
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
