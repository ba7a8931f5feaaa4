// Every kind of value that we give out, put in every place that one can come back in, at every provider: it is refused
// unless it is that place's own. What is sealed holds just what the place expects, so the purpose alone decides.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { open, type Purpose, purposes, seal } from "../../lib/auth/crypto/seal"
import { deriveKey, sealWith } from "../../lib/auth/crypto/sealing.mjs"
import { agree, post, testWithApple } from "../support/apple"
import { expect, Visitor } from "../support/fixtures"
import { approve, begin, codeOf, expectSignedIn, whoAmI } from "../support/flow"
import type { Answer } from "../support/visitor"

const test = testWithApple("sealed-values")
test.describe.configure({ mode: "default" })

/** Sealed under a secret that deployments share; where they are at home is in e2e/signin/preview.spec.ts. */
const shared = ["preview state", "preview answer"] as const

type Kind = Purpose | (typeof shared)[number] | "session"

const kinds: Kind[] = [...purposes, ...shared, "session"]

/** The file that opens what is sealed for each purpose. */
const readers: Record<Exclude<Kind, "session">, string> = {
  attempt: "auth/attempt.ts",
  answer: "auth/posted-answer.ts",
  link: "auth/pending-link.ts",
  logout: "auth/logout-state.ts",
  token: "tokens/sealed-tokens.ts",
  "preview state": "preview/hand-off.ts",
  "preview answer": "preview/hand-off.ts",
}

/** A sign-in whose answer is about to come back. */
type Pending = { visitor: Visitor; callback: URL }

type Place = {
  title: string
  /** What belongs there. */
  own: Kind | null
  advisories: string[]
  /** Which sign-ins can have it. */
  fits?: (pending: Pending) => boolean
  /** Puts a value there; `make` seals what the place expects. Returns what becomes of the sign-in. */
  put: (pending: Pending, make: (expected: Record<string, unknown>) => Promise<string>) => Promise<Answer>
}

const places: Place[] = [
  {
    title: "the cookie of an attempt",
    own: "attempt",
    advisories: ["@GHSA-v64w-49xw-qq89"],
    put: async ({ visitor, callback }, make) => {
      for (const { name, value } of visitor.cookiesNamed("attempt-"))
        visitor.setCookie(name, await make((await open("attempt", value)) ?? {}))
      return visitor.get(callback.href)
    },
  },
  {
    title: "the cookie of a posted answer",
    own: "answer",
    advisories: ["@GHSA-965c-763c-88jm"],
    fits: ({ callback }) => callback.searchParams.has("answer"),
    put: async ({ visitor, callback }, make) => {
      for (const { name, value } of visitor.cookiesNamed("answer-"))
        visitor.setCookie(name, await make((await open("answer", value)) ?? {}))
      return visitor.get(callback.href)
    },
  },
  ...[["answer"], ["state"], ["code", "oauth_verifier"]].map((names) => ({
    title: `the parameter ${names.join(" or ")} of the callback`,
    own: null,
    advisories: ["@GHSA-965c-763c-88jm"],
    fits: ({ callback }: Pending) => names.some((name) => callback.searchParams.has(name)),
    put: async ({ visitor, callback }: Pending, make: Parameters<Place["put"]>[1]) => {
      for (const name of names)
        if (callback.searchParams.has(name)) callback.searchParams.set(name, await make({}))
      return visitor.get(callback.href)
    },
  })),
]

/** Seals for a kind under the app's own secret. */
function sealAs(kind: Exclude<Kind, "session">, value: Record<string, unknown>): Promise<string> {
  return sealWith(deriveKey(kind, process.env["AUTH_SECRET"] ?? ""), value)
}

/** Every enabled provider but Google, whose issuer errs here. */
async function providersOf(origin: string): Promise<string[]> {
  const listed = JSON.parse((await new Visitor(origin).get("/api/auth/providers")).text) as object
  return Object.keys(listed).filter((id) => id !== "google")
}

/** Begins a sign-in and goes as far as its answer. */
async function pendingAt(origin: string, provider: string): Promise<Pending> {
  const visitor = new Visitor(origin)
  const authorization = await begin(visitor, provider)
  const callback =
    provider === "apple"
      ? (await post(visitor, await agree(authorization))).location
      : await approve(visitor, authorization)
  return { visitor, callback: new URL(callback) }
}

async function sessionOf(origin: string): Promise<string> {
  const visitor = new Visitor(origin)
  await visitor.get(await approve(visitor, await begin(visitor, "oidc")))
  const [cookie] = visitor.cookiesNamed("session-")
  return cookie?.value ?? ""
}

for (const { title, own, advisories, fits = () => true, put } of places)
  for (const kind of kinds)
    test(
      `a value for ${kind} in ${title} is ${kind === own ? "at home" : "refused"}`,
      { tag: ["@sealed-purpose", ...advisories] },
      async ({ app, records }) => {
        const session = await sessionOf(app.origin)
        const make = async (expected: Record<string, unknown>) =>
          kind === "session" ? session : sealAs(kind, expected)
        const ids = await providersOf(app.origin)
        const pending = (await Promise.all(ids.map((id) => pendingAt(app.origin, id)))).filter(fits)
        expect(pending.length).toBeGreaterThan(0)
        for (const one of pending) {
          const answer = await put(one, make)
          if (kind === own) expectSignedIn(answer, `${app.origin}/dashboard`)
          else expect(["attempt_missing", "token_refused", "answer_invalid"]).toContain(codeOf(answer))
          expect((await whoAmI(one.visitor)) !== null).toBe(kind === own)
        }
        expect(await records.count("Session")).toBe(1 + (kind === own ? pending.length : 0))
      },
    )

for (const kind of kinds)
  test(
    `a value for ${kind} in the cookie of a session is ${kind === "session" ? "at home" : "refused"}`,
    { tag: ["@sealed-purpose", "@GHSA-v64w-49xw-qq89"] },
    async ({ app }) => {
      const session = await sessionOf(app.origin)
      const visitor = new Visitor(app.origin)
      const value =
        kind === "session" ? session : await sealAs(kind, { sessionToken: session, user: { id: "1" } })
      visitor.setCookie(`session-${new URL(app.origin).port}`, value)
      expect((await whoAmI(visitor)) !== null).toBe(kind === "session")
      expect((await visitor.get("/dashboard")).status).toBe(kind === "session" ? 200 : 307)
    },
  )

for (const kind of kinds)
  test(
    `a value for ${kind} in the cookie of a pending connection is ${kind === "link" ? "at home" : "ignored"}`,
    { tag: ["@sealed-purpose", "@pre-hijack"] },
    async ({ app }) => {
      const { visitor, callback } = await pendingAt(app.origin, "oidc")
      await visitor.get(callback.href)
      const [session] = visitor.cookiesNamed("session-")
      const expected = { provider: "github", account: "x".repeat(16), at: Math.floor(Date.now() / 1000) }
      const value = kind === "session" ? (session?.value ?? "") : await sealAs(kind, expected)
      visitor.setCookie(`link-${new URL(app.origin).port}`, value)
      expect((await visitor.get("/dashboard/accounts")).text.includes("as well?")).toBe(kind === "link")
    },
  )

for (const kind of kinds)
  test(
    `a value for ${kind} in the cookie of a trip to a provider's logout is ${kind === "logout" ? "at home" : "ignored"}`,
    { tag: ["@sealed-purpose", "@open-redirect"] },
    async ({ app }) => {
      const visitor = new Visitor(app.origin)
      const state = "s".repeat(43)
      const expected = { state, returnTo: "/signout", at: Date.now() }
      const value = kind === "session" ? await sessionOf(app.origin) : await sealAs(kind, expected)
      visitor.setCookie(`logout-${new URL(app.origin).port}-${state.slice(0, 16)}`, value)
      const { location } = await visitor.get(`/api/auth/signout/return?${new URLSearchParams({ state })}`)
      expect(new URL(location).pathname).toBe(kind === "logout" ? "/signout" : "/")
    },
  )

test(
  "a trip to a provider's logout is over after ten minutes",
  { tag: ["@replay"] },
  async ({ visitor, app }) => {
    const state = "s".repeat(43)
    const cookie = `logout-${new URL(app.origin).port}-${state.slice(0, 16)}`
    for (const [seconds, path] of [
      [590, "/signout"],
      [610, "/"],
    ] as const) {
      const trip = { state, returnTo: "/signout", at: Date.now() - seconds * 1000 }
      visitor.setCookie(cookie, await seal("logout", trip))
      const { location } = await visitor.get(`/api/auth/signout/return?state=${state}`)
      expect(new URL(location).pathname, `after ${seconds} seconds`).toBe(path)
    }
  },
)

for (const kind of [...purposes, ...shared])
  test(
    `a value for ${kind} in a column of tokens is ${kind === "token" ? "at home" : "not opened"}`,
    { tag: ["@sealed-purpose"] },
    async ({ app, records, hostile }) => {
      const { visitor, callback } = await pendingAt(app.origin, "github")
      await visitor.get(callback.href)
      const [account] = await records.query<{ id: string }>('SELECT "providerAccountId" AS id FROM "Account"')
      const expected = { row: `github:${account?.id}`, column: "access_token", value: "planted" }
      await records.query('UPDATE "Account" SET "access_token" = $1', [await sealAs(kind, expected)])
      hostile.behave()
      await visitor.get("/dashboard")
      const sent = hostile.received.map(({ headers }) => headers.authorization ?? "")
      expect(sent.some((header) => header.includes("planted"))).toBe(kind === "token")
    },
  )

for (const [how, codes] of [
  ["with its own answer", ["attempt_mismatch", "attempt_missing"]],
  ["in the place of the other's attempt", ["attempt_missing"]],
] as const)
  test(
    `an attempt at one provider finishes at no other, ${how}`,
    { tag: ["@sealed-purpose", "@mix-up", "@GHSA-x445-f3h2-j279"] },
    async ({ app, records }) => {
      const ids = await providersOf(app.origin)
      for (const from of ids)
        for (const to of ids.filter((id) => id !== from)) {
          const [one, other] = [await pendingAt(app.origin, from), await pendingAt(app.origin, to)]
          const [attempt] = one.visitor.cookiesNamed("attempt-")
          const [replaced] = other.visitor.cookiesNamed("attempt-")
          const isSwap = codes.length === 1
          other.visitor.setCookie((isSwap ? replaced : attempt)?.name ?? "", attempt?.value ?? "")
          const callback = isSwap ? other.callback : new URL(one.callback.search, other.callback)
          expect(codes, `${from} → ${to}`).toContain(codeOf(await other.visitor.get(callback.href)))
          expect(await whoAmI(other.visitor)).toBeNull()
        }
      expect(await records.count("Session")).toBe(0)
    },
  )

test("each place where a sealed value is opened is in this table", () => {
  const directory = join(import.meta.dirname, "../../lib")
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" })
  const found = files
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /^(auth|tokens|preview)\/.*\.ts$/.test(file) && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(directory, file), "utf8")
      return [...text.matchAll(/\bopen\((?:redirectProxy, )?"([\w ]+)"/g)].map(([, purpose]) => ({
        purpose,
        file,
      }))
    })
  const places = Object.entries(readers).map(([purpose, file]) => `${purpose} in ${file}`)
  expect(found.map(({ purpose, file }) => `${purpose} in ${file}`).toSorted()).toEqual(places.toSorted())
})
