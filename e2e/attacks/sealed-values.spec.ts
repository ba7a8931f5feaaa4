// Every kind of sealed value in every place that accepts one, at every provider: only the kind that belongs there is accepted. The
// sealed content is always what the place expects, so that only the purpose differs.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { shortHash } from "../../lib/auth/crypto/hash"
import { open, purposes, seal, type Purpose } from "../../lib/auth/crypto/seal"
import { deriveKey, sealWith } from "../../lib/auth/crypto/sealing.mjs"
import { approveAtApple, postResponse, testWithApple } from "../support/apple"
import { expect, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, expectError, expectSignedIn } from "../support/flow"
import type { Records } from "../support/records"
import type { HttpResponse } from "../support/visitor"

const test = testWithApple("sealed-values")
test.describe.configure({ mode: "default" })

/** Sealed under the secret that deployments share. e2e/signin/preview.spec.ts tests where they are accepted. */
const shared = ["preview state", "preview answer"] as const

type Kind = Purpose | (typeof shared)[number] | "session"

const kinds: Kind[] = [...purposes, ...shared, "session"]

/** The file that opens the values of each purpose. */
const readers: Record<Exclude<Kind, "session">, string> = {
  attempt: "auth/cookies/attempt.ts",
  answer: "auth/cookies/form-post.ts",
  link: "auth/cookies/pending-link.ts",
  logout: "auth/cookies/logout-state.ts",
  rejection: "auth/cookies/rejection.ts",
  token: "auth/store/sealed-tokens.ts",
  connection: "auth/connections/credentials.ts",
  "connection draft": "auth/connections/draft.ts",
  developer: "auth/cookies/developer.ts",
  "preview question": "auth/actions/forward.ts",
  "access request": "auth/actions/access-request.ts",
  "preview state": "auth/preview/forwarding.ts",
  "preview answer": "auth/preview/forwarding.ts",
}

type Value = Record<string, unknown>

/** A sign-in whose callback has not been requested yet. */
type Pending = { visitor: Visitor; callback: URL }

type Place = {
  title: string
  /** The kind that belongs there. */
  accepts: Kind | null
  advisories: string[]
  /** The sign-ins that have such a place. */
  fits?: (pending: Pending) => boolean
  /** Puts a value there; `make` seals the expected content. Returns the response of the callback. */
  put: (pending: Pending, make: (expected: Value) => Promise<string>) => Promise<HttpResponse>
}

const places: Place[] = [
  {
    title: "an attempt cookie",
    accepts: "attempt",
    advisories: ["@GHSA-v64w-49xw-qq89"],
    put: async ({ visitor, callback }, make) => {
      for (const { name, value } of visitor.cookiesNamed("attempt-"))
        visitor.setCookie(name, await make((await open("attempt", value)) ?? {}))
      return visitor.get(callback.href)
    },
  },
  {
    title: "a form-post cookie",
    accepts: "answer",
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
    accepts: null,
    advisories: ["@GHSA-965c-763c-88jm"],
    fits: ({ callback }: Pending) => names.some((name) => callback.searchParams.has(name)),
    put: async ({ visitor, callback }: Pending, make: Parameters<Place["put"]>[1]) => {
      for (const name of names)
        if (callback.searchParams.has(name)) callback.searchParams.set(name, await make({}))
      return visitor.get(callback.href)
    },
  })),
]

/** Seals a value of a kind under the app's own secret. */
function sealAs(kind: Exclude<Kind, "session">, value: Value): Promise<string> {
  return sealWith(deriveKey(kind, process.env["AUTH_SECRET"] ?? ""), value)
}

/** Every enabled provider except Google, whose discovery document names another issuer here. */
async function providersOf(origin: string): Promise<string[]> {
  const listed = JSON.parse((await new Visitor(origin).get("/api/auth/providers")).text) as object
  return Object.keys(listed).filter((id) => id !== "google")
}

/** Begins a sign-in and stops before its callback. */
async function pendingAt(origin: string, providerId: string): Promise<Pending> {
  const visitor = new Visitor(origin)
  const authorization = await begin(visitor, providerId)
  const callback =
    providerId === "apple"
      ? (await postResponse(visitor, await approveAtApple(authorization))).location
      : await approve(visitor, authorization)
  return { visitor, callback: new URL(callback) }
}

/** What the app seals in a pending link cookie, for the only user. */
async function pendingLinkOf(records: Records): Promise<Value> {
  const [user] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
  return { providerId: "github", accountHash: "x".repeat(16), userHash: shortHash(user?.id ?? "") }
}

/** Unix time in seconds, this far from now. */
function unixTime(secondsFromNow: number): number {
  return Math.floor(Date.now() / 1000) + secondsFromNow
}

async function sessionOf(origin: string): Promise<string> {
  const visitor = new Visitor(origin)
  await visitor.get(await approve(visitor, await begin(visitor, "oidc")))
  const [cookie] = visitor.cookiesNamed("session-")
  return cookie?.value ?? ""
}

for (const { title, accepts, advisories, fits = () => true, put } of places)
  for (const kind of kinds)
    test(
      `a value for ${kind} in ${title} is ${kind === accepts ? "accepted" : "rejected"}`,
      { tag: ["@sealed-purpose", ...advisories] },
      async ({ app, records }) => {
        const session = await sessionOf(app.origin)
        const make = async (expected: Value) => (kind === "session" ? session : sealAs(kind, expected))
        const ids = await providersOf(app.origin)
        const pending = (await Promise.all(ids.map((id) => pendingAt(app.origin, id)))).filter(fits)
        expect(pending.length).toBeGreaterThan(0)
        for (const signIn of pending) {
          const response = await put(signIn, make)
          if (kind === accepts) expectSignedIn(response, `${app.origin}/dashboard`)
          else expect(["attempt_missing", "token_refused", "answer_invalid"]).toContain(errorCode(response))
          expect((await currentUser(signIn.visitor)) !== null).toBe(kind === accepts)
        }
        expect(await records.count("Session")).toBe(1 + (kind === accepts ? pending.length : 0))
      },
    )

for (const kind of kinds)
  test(
    `a value for ${kind} in a session cookie is ${kind === "session" ? "accepted" : "rejected"}`,
    { tag: ["@sealed-purpose", "@GHSA-v64w-49xw-qq89"] },
    async ({ app }) => {
      const session = await sessionOf(app.origin)
      const visitor = new Visitor(app.origin)
      const value =
        kind === "session" ? session : await sealAs(kind, { sessionToken: session, user: { id: "1" } })
      visitor.setCookie(`session-${new URL(app.origin).port}`, value)
      expect((await currentUser(visitor)) !== null).toBe(kind === "session")
      expect((await visitor.get("/dashboard")).status).toBe(kind === "session" ? 200 : 307)
    },
  )

for (const kind of kinds)
  test(
    `a value for ${kind} in a pending link cookie is ${kind === "link" ? "accepted" : "ignored"}`,
    { tag: ["@sealed-purpose", "@pre-hijack"] },
    async ({ app, records }) => {
      const { visitor, callback } = await pendingAt(app.origin, "oidc")
      await visitor.get(callback.href)
      const [session] = visitor.cookiesNamed("session-")
      const expected = { ...(await pendingLinkOf(records)), exp: unixTime(600) }
      const value = kind === "session" ? (session?.value ?? "") : await sealAs(kind, expected)
      visitor.setCookie(`link-${new URL(app.origin).port}`, value)
      expect((await visitor.get("/dashboard/accounts")).text.includes("as well?")).toBe(kind === "link")
    },
  )

/** What the app seals in a rejection cookie. */
const rejection = { reference: "abcdefgh", message: "Only members may enter." }

/** The sign-in page after a rejection, with this value in the rejection cookie. */
async function pageAfterRejection(visitor: Visitor, value: string, ref = rejection.reference) {
  visitor.setCookie(`rejection-${new URL(visitor.origin).port}`, value)
  const query = new URLSearchParams({ error: "sign_in_rejected", ref })
  return visitor.get(`/signin?${query}`)
}

for (const kind of kinds)
  test(
    `a value for ${kind} in a rejection cookie is ${kind === "rejection" ? "shown" : "ignored"}`,
    { tag: ["@sealed-purpose", "@xss"] },
    async ({ visitor, app }) => {
      const expected = { ...rejection, exp: unixTime(600) }
      const value = kind === "session" ? await sessionOf(app.origin) : await sealAs(kind, expected)
      const { status, text } = await pageAfterRejection(visitor, value)
      expect(status).toBe(200)
      expect(text.includes(rejection.message)).toBe(kind === "rejection")
      expect(text.includes("This account may not sign in here")).toBe(kind !== "rejection")
    },
  )

test(
  "the message of a rejection is shown only with its own reference, for ten minutes, and as text",
  { tag: ["@xss", "@replay"] },
  async ({ visitor }) => {
    const sealFor = (seconds: number, more: Value = {}) =>
      seal("rejection", { ...rejection, ...more, exp: unixTime(seconds) })
    const shows = async (value: string, ref?: string) =>
      (await pageAfterRejection(visitor, value, ref)).text.includes(rejection.message)
    expect(await shows(await sealFor(60))).toBe(true)
    expect(await shows(await sealFor(-10)), "expired").toBe(false)
    expect(await shows(await sealFor(60), "hgfedcba"), "another reference").toBe(false)
    expect(await shows(await sealFor(60, { message: [rejection.message] })), "another shape").toBe(false)
    const markup = "<img src=x onerror=alert(1)>"
    const { text } = await pageAfterRejection(visitor, await sealFor(60, { message: markup }))
    expect(text).not.toContain(markup)
    expect(text).toContain("&lt;img src=x onerror=alert(1)&gt;")
  },
)

for (const kind of kinds)
  test(
    `a value for ${kind} in a logout cookie is ${kind === "logout" ? "accepted" : "ignored"}`,
    { tag: ["@sealed-purpose", "@open-redirect"] },
    async ({ app }) => {
      const visitor = new Visitor(app.origin)
      const state = "s".repeat(43)
      const expected = { state, returnTo: "/signout", exp: unixTime(600) }
      const value = kind === "session" ? await sessionOf(app.origin) : await sealAs(kind, expected)
      visitor.setCookie(`logout-${new URL(app.origin).port}-${state.slice(0, 16)}`, value)
      const { location } = await visitor.get(`/api/auth/signout/return?${new URLSearchParams({ state })}`)
      expect(new URL(location).pathname).toBe(kind === "logout" ? "/signout" : "/")
    },
  )

test(
  "the return from a provider's logout is ignored after ten minutes",
  { tag: ["@replay"] },
  async ({ visitor, app }) => {
    const state = "s".repeat(43)
    const cookie = `logout-${new URL(app.origin).port}-${state.slice(0, 16)}`
    for (const [seconds, path] of [
      [540, "/signout"],
      [610, "/"],
    ] as const) {
      const value = { state, returnTo: "/signout", exp: unixTime(600 - seconds) }
      visitor.setCookie(cookie, await seal("logout", value))
      const { location } = await visitor.get(`/api/auth/signout/return?state=${state}`)
      expect(new URL(location).pathname, `after ${seconds} seconds`).toBe(path)
    }
  },
)

test(
  "a pending link is ignored after ten minutes",
  { tag: ["@replay", "@pre-hijack"] },
  async ({ visitor, app, records }) => {
    await visitor.get(await approve(visitor, await begin(visitor, "oidc")))
    const pendingLink = await pendingLinkOf(records)
    for (const [seconds, isShown] of [
      [540, true],
      [610, false],
    ] as const) {
      const value = { ...pendingLink, exp: unixTime(600 - seconds) }
      visitor.setCookie(`link-${new URL(app.origin).port}`, await seal("link", value))
      const { text } = await visitor.get("/dashboard/accounts")
      expect(text.includes("as well?"), `after ${seconds} seconds`).toBe(isShown)
    }
  },
)

/** What another version of the app could have sealed in place of these fields. */
const otherShapes: [place: string, title: string, change: (value: Value) => Value][] = [
  ["an attempt", "without a seed", () => ({ seed: undefined })],
  ["an attempt", "without an intent", () => ({ intent: undefined })],
  ["an attempt", "with an unknown intent", () => ({ intent: { type: "administer" } })],
  ["an attempt", "with an intent to link without a user", () => ({ intent: { type: "link" } })],
  ["an attempt", "with a time that is a text", ({ startedAt }) => ({ startedAt: String(startedAt) })],
  ["an attempt", "with a list as its return path", ({ returnTo }) => ({ returnTo: [returnTo] })],
  ["a form-post", "without parameters", () => ({ parameters: undefined })],
  [
    "a form-post",
    "with its parameters as one text",
    ({ parameters }) => ({ parameters: queryOf(parameters) }),
  ],
  ["a form-post", "with a parameter without a value", () => ({ parameters: [["code"]] })],
]

function queryOf(parameters: unknown): string {
  return new URLSearchParams(parameters as [name: string, value: string][]).toString()
}

for (const [name, title, change] of otherShapes)
  test(
    `a value of another shape in ${name} cookie, ${title}, is rejected`,
    { tag: ["@malformed", "@sealed-purpose"] },
    async ({ app, records }) => {
      const place = places.find((one) => one.title === `${name} cookie`)
      const signIn = await pendingAt(app.origin, name === "a form-post" ? "apple" : "oidc")
      const kind = place?.accepts
      if (!kind || kind === "session") throw new Error(`no place is called ${name} cookie`)
      const response = await place.put(signIn, async (value) => sealAs(kind, { ...value, ...change(value) }))
      expectError(response, "attempt_missing", 400)
      expect(await records.count("Session")).toBe(0)
    },
  )

test(
  "a value of another shape in a logout cookie is ignored",
  { tag: ["@malformed", "@sealed-purpose"] },
  async ({ visitor, app }) => {
    const state = "s".repeat(43)
    for (const returnTo of [undefined, 1, ["/signout"]]) {
      const value = await seal("logout", { state, returnTo, exp: unixTime(600) })
      visitor.setCookie(`logout-${new URL(app.origin).port}-${state.slice(0, 16)}`, value)
      const { location } = await visitor.get(`/api/auth/signout/return?state=${state}`)
      expect(location).toBe(`${app.origin}/`)
    }
  },
)

test(
  "a value of another shape in a pending link cookie is ignored",
  { tag: ["@malformed", "@sealed-purpose"] },
  async ({ visitor, app, records }) => {
    await visitor.get(await approve(visitor, await begin(visitor, "oidc")))
    const pendingLink = await pendingLinkOf(records)
    for (const [field, wrong] of ["accountHash", "userHash"].flatMap((name) =>
      [undefined, 1, ["x"]].map((value) => [name, value] as const),
    )) {
      const value = await seal("link", { ...pendingLink, [field]: wrong, exp: unixTime(600) })
      visitor.setCookie(`link-${new URL(app.origin).port}`, value)
      const { status, text } = await visitor.get("/dashboard/accounts")
      expect({ status, isShown: text.includes("as well?") }).toEqual({ status: 200, isShown: false })
    }
  },
)

for (const kind of [...purposes, ...shared])
  test(
    `a value for ${kind} in a token column is ${kind === "token" ? "accepted" : "ignored"}`,
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

for (const [title, codes] of [
  ["with its own authorization response", ["attempt_mismatch", "attempt_missing"]],
  ["in the cookie of the other attempt", ["attempt_missing"]],
] as const)
  test(
    `an attempt at one provider is rejected at another, ${title}`,
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
          expect(codes, `${from} → ${to}`).toContain(errorCode(await other.visitor.get(callback.href)))
          expect(await currentUser(other.visitor)).toBeNull()
        }
      expect(await records.count("Session")).toBe(0)
    },
  )

test("every file that opens a sealed value is in the list", () => {
  const directory = join(import.meta.dirname, "../../lib")
  const sources = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /^auth\/.*\.(ts|mjs)$/.test(file) && !/\.(test|fixture)\.ts$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(directory, file), "utf8") }))

  const found = sources.flatMap(({ file, text }) =>
    [...text.matchAll(opensPurpose)].map(([, purpose]) => `${purpose} in ${file}`),
  )
  // An owner may have deleted a feature.
  const isThere = (file: string) => sources.some((source) => source.file === file)
  const expected = Object.entries(readers)
    .filter(([, file]) => isThere(file))
    .map(([purpose, file]) => `${purpose} in ${file}`)
  expect(found.toSorted()).toEqual(expected.toSorted())

  const openers = sources.filter(({ text }) => importsOpener.test(text)).map(({ file }) => file)
  const mayOpen = [
    "auth/actions/access-request.ts",
    "auth/actions/forward.ts",
    "auth/connections/credentials.ts",
    "auth/connections/draft.ts",
    "auth/cookies/sealed-cookie.ts",
    "auth/crypto/seal.ts",
    "auth/preview/forwarding.ts",
    "auth/store/sealed-tokens.ts",
  ]
  expect(openers.toSorted(), "no other file can open a sealed value").toEqual(mayOpen.filter(isThere))
})

/** `sealedCookie<Type>({ …, purpose: "attempt"`, `open("token"` and `open(redirectProxy, "preview state"`. */
const opensPurpose = /\b(?:sealedCookie<\w+>\(\{[^{}]*?\bpurpose: |open\((?:redirectProxy, )?)"([\w ]+)"/g

/** An import of `open`, `openEvenExpired` or `openWith`. */
const importsOpener = /import \{[^}]*\bopen\w*\b[^}]*\} from "[^"]*\/seal(?:ing\.mjs)?"/
