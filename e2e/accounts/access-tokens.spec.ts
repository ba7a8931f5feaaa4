// Access tokens that expire, which the dashboard needs for its list of repositories. In these tests the name of a repository
// contains the id of the token that it was read with.
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { deriveKey, openWith, sealWith } from "../../lib/auth/crypto/sealing.mjs"
import { messages } from "../../messages/en"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { root, runNode } from "../../scripts/test/program.mjs"
import { appScope, openApp, type App } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { begin, expectSignedIn } from "../support/flow"
import { openProxiedApp } from "../support/postgres-proxy"
import { Records } from "../support/records"
import { startRefreshingGitHub, type RefreshingGitHub } from "../support/refreshing-github"

const texts = messages.dashboard.repositories
const secret = randomBytes(33).toString("base64")

type Fixtures = {
  github: RefreshingGitHub
  /** Starts another process of the same app with the same database. */
  startAnother: (label: string, env?: Record<string, string>) => Promise<App>
}

const test = base.extend<
  { startAnother: Fixtures["startAnother"] },
  { github: Fixtures["github"]; app: App }
>({
  github: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const github = await startRefreshingGitHub()
      await use(github)
      await github.close()
    },
    { scope: "worker" },
  ],

  app: [
    async ({ github }, use, { workerIndex }) => {
      const env = { ...github.env, AUTH_SECRET: secret }
      const app = await openApp({ project: "e2e", label: `tokens-${workerIndex}`, env })
      await use(app)
      await app.close()
    },
    appScope,
  ],

  startAnother: async ({ app, github }, use, { workerIndex }) => {
    const apps: App[] = []
    await use(async (label, env) => {
      const opened = await openApp({
        project: "e2e",
        label: `${label}-${workerIndex}`,
        env: { ...github.env, AUTH_SECRET: secret, ...env },
        reachDatabase: async () => app.database,
      })
      apps.push(opened)
      return opened
    })
    for (const opened of apps) await opened.close()
  },
})

test.beforeEach(({ github }) => {
  Object.assign(github, { userId: "1", before: undefined, after: undefined, refreshes: [] })
})

/** Signs in at GitHub as the user with `github.userId`. */
async function signIn(visitor: Visitor): Promise<void> {
  let url = await begin(visitor, "github")
  while (!url.startsWith(visitor.origin)) url = (await visitor.get(url)).location
  expectSignedIn(await visitor.get(url), `${visitor.origin}/dashboard`)
}

/** A visitor with the same session at another process of the app. */
function at(app: App, visitor: Visitor): Visitor {
  const [session] = visitor.cookiesNamed("session-")
  const copy = new Visitor(app.origin)
  copy.setCookie(`session-${new URL(app.origin).port}`, session?.value ?? "")
  return copy
}

/** The state of the repositories on the dashboard: the token that they were read with, or the reason why they were not. */
async function repositories(visitor: Visitor): Promise<string> {
  const { status, text } = await visitor.get("/dashboard")
  expect(status).toBe(200)
  if (text.includes(texts.consentNeeded)) return "consent_needed"
  if (text.includes(texts.unavailable)) return "unavailable"
  return /seen-([\w-]+)/.exec(text)?.[1] ?? "nothing"
}

/** Follows the link on the dashboard to GitHub, which approves. Returns the URL of the callback. */
async function askForPrivate(visitor: Visitor): Promise<string> {
  const { text } = await visitor.get("/dashboard")
  const [, request = ""] = /\/signin\/access\?request=([\w.-]+)/.exec(text) ?? []
  expect(request, "the dashboard has the link").not.toBe("")
  let url = await begin(visitor, "github", { access: request })
  while (!url.startsWith(visitor.origin)) url = (await visitor.get(url)).location
  return url
}

/** Allows private repositories. */
async function allowPrivate(visitor: Visitor): Promise<void> {
  expectSignedIn(await visitor.get(await askForPrivate(visitor)), `${visitor.origin}/dashboard`)
}

/** Lets the access token of further scopes expire, which only its seal says. */
async function expireExtended(records: Records): Promise<void> {
  const key = deriveKey("token", secret)
  const [row] = await records.query<{ sealed: string }>('SELECT "extendedTokens" AS sealed FROM "Account"')
  const content = (await openWith([key], row?.sealed ?? "")) ?? {}
  const expired = { ...content, value: { ...Object(content["value"]), expiresAt: 1 } }
  await records.query('UPDATE "Account" SET "extendedTokens" = $1', [await sealWith(key, expired)])
}

async function expire(records: Records): Promise<void> {
  await records.query(`UPDATE "Account" SET "expires_at" = 1`)
}

const race = { tag: ["@refresh-race", "@GHSA-392p-2q2v-4372"] }

test(
  "fifty simultaneous calls in two processes refresh an expired token once",
  race,
  async ({ visitor, github, startAnother, records }) => {
    test.setTimeout(300_000)
    const second = await startAnother("second")
    await signIn(visitor)
    const [first, elsewhere] = [await repositories(visitor), at(second, visitor)]
    expect(await repositories(elsewhere)).toBe(first)
    expect(github.refreshes).toEqual([])

    // Opens the database connections first: fifty at once may exceed the connection timeout on a busy machine.
    const warmUp = [visitor, elsewhere].flatMap((each) => Array.from({ length: 10 }, () => each))
    await Promise.all(warmUp.map((each) => each.get("/api/auth/session")))
    await expire(records)
    const calls = Array.from({ length: 25 }, () => [repositories(visitor), repositories(elsewhere)]).flat()
    const responses = await Promise.all(calls)
    const renewed = github.issued.access_token
    expect(renewed).not.toBe(first)
    expect(responses).toEqual(Array.from({ length: 50 }, () => renewed))
    expect(github.refreshes).toEqual(["ok"])
    console.log(`${responses.length} equal responses, ${github.refreshes.length} token request`)
    expect(await records.everything(), "the tokens are sealed").not.toContain(github.issued.refresh_token)
  },
)

test(
  "refreshed tokens keep the session whose sign-in gave them",
  { tag: "@session-end" },
  async ({ app, visitor, github, records }) => {
    await signIn(visitor)
    const sessionOf = async (column: string) => {
      const [row] = await records.query<{ sealed: string }>(`SELECT "${column}" AS sealed FROM "Account"`)
      return (await openWith([deriveKey("token", app.secret)], row?.sealed ?? ""))?.["session"]
    }
    const [session] = await records.query<{ id: string }>('SELECT "id" FROM "Session"')
    await expire(records)
    await repositories(visitor)
    expect(github.refreshes).toEqual(["ok"])
    expect([await sessionOf("access_token"), await sessionOf("refresh_token")]).toEqual([
      session?.id,
      session?.id,
    ])
  },
)

test(
  "simultaneous refreshes of several users give each user their own token",
  { tag: ["@caching", "@GHSA-xq8m-7c5p-c2r6"] },
  async ({ app, github, records }) => {
    const visitors: Visitor[] = []
    for (const userId of ["1", "2", "3"]) {
      const visitor = new Visitor(app.origin)
      github.userId = userId
      await signIn(visitor)
      visitors.push(visitor)
    }
    await expire(records)
    // All refreshes are at the provider before the first is answered.
    let waiting = 0
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    github.after = async () => {
      if (++waiting === visitors.length) release()
      await released
    }
    const refreshed = await Promise.all(visitors.map(repositories))
    github.after = undefined
    expect(new Set(refreshed).size).toBe(visitors.length)
    // Each user keeps the token, so it was stored in the user's own account.
    for (const [index, visitor] of visitors.entries())
      expect(await repositories(visitor)).toBe(refreshed[index])
    expect(github.refreshes).toEqual(["ok", "ok", "ok"])
  },
)

test(
  "a process that dies while it refreshes leaves an account that recovers or needs consent",
  race,
  async ({ visitor, github, startAnother, records }) => {
    test.setTimeout(300_000)
    const doomed = await startAnother("doomed")
    const other = new Visitor(visitor.origin)
    await signIn(visitor)
    github.userId = "2"
    await signIn(other)
    await expire(records)

    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    // The provider does not process the first refresh; the app does not receive the response to the second.
    const reached = { before: false, after: false }
    github.before = async () => {
      reached.before = true
      await released
      return false
    }
    const unprocessed = repositories(at(doomed, visitor)).catch(() => "died")
    await expect.poll(() => reached.before).toBe(true)
    github.before = undefined
    github.after = async () => {
      reached.after = true
      await released
    }
    const unanswered = repositories(at(doomed, other)).catch(() => "died")
    await expect.poll(() => reached.after).toBe(true)
    doomed.kill()
    expect([await unprocessed, await unanswered]).toEqual(["died", "died"])
    release()
    github.after = undefined
    expect(github.refreshes.filter((result) => result === "ok")).toHaveLength(1)

    expect(await repositories(visitor), "the lease is still held, and the wait for it ends").toBe(
      "unavailable",
    )

    github.refreshes = []
    const later = await startAnother("later", {
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../support/clock.mjs")).href}`,
      TEST_CLOCK_MINUTES: "1",
    })
    expect(await repositories(at(later, visitor)), "a minute later").toBe(github.issued.access_token)
    expect(github.refreshes).toEqual(["ok"])

    const elsewhere = at(later, other)
    expect(await repositories(elsewhere), "the stored refresh token was already used").toBe("consent_needed")
    for (const visit of [other, elsewhere, other]) expect(await repositories(visit)).toBe("consent_needed")
    expect(github.refreshes, "the provider gets one more request").toEqual(["ok", "invalid_grant"])

    await signIn(other)
    expect(await repositories(other)).toBe(github.issued.access_token)
  },
)

test(
  "a revoked grant is refreshed once, and needs a new sign-in",
  race,
  async ({ visitor, github, records }) => {
    await signIn(visitor)
    await expire(records)
    await github.revoke()
    for (let visit = 0; visit < 3; visit++) expect(await repositories(visitor)).toBe("consent_needed")
    expect(github.refreshes).toEqual(["invalid_grant"])
    const [account] = await records.query(`SELECT "refresh_token", "refreshLeaseUntil" FROM "Account"`)
    expect(account).toEqual({ refresh_token: null, refreshLeaseUntil: null })

    await signIn(visitor)
    expect(await repositories(visitor)).toBe(github.issued.access_token)
  },
)

test(
  "an access token that the provider ended early is refreshed once for all callers in two processes",
  race,
  async ({ visitor, github, startAnother, records }) => {
    const second = await startAnother("early")
    await signIn(visitor)
    // Some providers send no expiry time.
    await records.query(`UPDATE "Account" SET "expires_at" = NULL`)
    const ended = await repositories(visitor)
    await github.endAccessToken()
    const calls = Array.from({ length: 5 }, () => [
      repositories(visitor),
      repositories(at(second, visitor)),
    ]).flat()
    const responses = await Promise.all(calls)
    expect(github.issued.access_token).not.toBe(ended)
    expect(responses).toEqual(Array.from({ length: 10 }, () => github.issued.access_token))
    expect(github.refreshes).toEqual(["ok"])
  },
)

test("an access token that the API rejects needs consent if its refresh token is rejected too", async ({
  visitor,
  github,
}) => {
  await signIn(visitor)
  await github.revoke()
  for (let visit = 0; visit < 3; visit++) expect(await repositories(visitor)).toBe("consent_needed")
  expect(github.refreshes).toEqual(["invalid_grant"])
})

test("the dashboard reports that the provider is unavailable, and recovers", async ({
  visitor,
  github,
  records,
}) => {
  await signIn(visitor)
  await expire(records)
  github.before = async () => false
  expect(await repositories(visitor)).toBe("unavailable")
  expect(await repositories(visitor)).toBe("unavailable")
  expect(github.refreshes).toEqual(["unprocessed", "unprocessed"])
  github.before = undefined
  expect(await repositories(visitor)).toBe(github.issued.access_token)
})

test("a sign-in during a refresh keeps its own tokens", race, async ({ visitor, github, records }) => {
  await signIn(visitor)
  await expire(records)
  const again = new Visitor(visitor.origin)
  let fromSignIn = ""
  github.after = async () => {
    github.after = undefined
    await signIn(again)
    fromSignIn = github.issued.access_token
  }
  expect(await repositories(visitor)).toBe(fromSignIn)
  await expire(records)
  expect(await repositories(again)).toBe(github.issued.access_token)
  expect(github.refreshes).toEqual(["ok", "ok"])
})

test(
  "tokens of further scopes are refreshed once, and those of the sign-in stay",
  race,
  async ({ visitor, github, startAnother, records }) => {
    const second = await startAnother("extended")
    await signIn(visitor)
    const plain = await repositories(visitor)
    await allowPrivate(visitor)
    const allowed = await repositories(visitor)
    expect(allowed).not.toBe(plain)
    await expireExtended(records)
    const visitors = Array.from({ length: 4 }, () => [visitor, at(second, visitor)]).flat()
    const responses = await Promise.all(visitors.map(repositories))
    expect(new Set(responses)).toEqual(new Set([github.issued.access_token]))
    expect(github.issued.access_token).not.toBe(allowed)
    expect(github.refreshes).toEqual(["ok"])
    expect(await records.everything(), "the tokens are sealed").not.toContain(github.issued.refresh_token)

    await expireExtended(records)
    await github.revoke()
    for (let visit = 0; visit < 2; visit++) expect(await repositories(visitor)).toBe("consent_needed")
    expect(github.refreshes, "each refresh token is used once").toEqual([
      "ok",
      "invalid_grant",
      "invalid_grant",
    ])
    await signIn(visitor)
    expect(await repositories(visitor), "a plain sign-in lists the public ones").toBe(
      github.issued.access_token,
    )
    await allowPrivate(visitor)
    expect(await repositories(visitor)).toBe(github.issued.access_token)
  },
)

test(
  "further scopes that are allowed during a refresh keep their tokens",
  race,
  async ({ app, visitor, github, records }) => {
    await signIn(visitor)
    // With a session of its own at the provider, which ends the tokens of an earlier consent in the same one.
    const tab = at(app, visitor)
    const callback = await askForPrivate(tab)
    await allowPrivate(visitor)
    await expireExtended(records)
    let allowed = ""
    github.after = async () => {
      github.after = undefined
      expectSignedIn(await tab.get(callback), `${tab.origin}/dashboard`)
      allowed = github.issued.access_token
    }
    const shown = await repositories(visitor)
    expect({ shown, refreshes: github.refreshes }).toEqual({ shown: allowed, refreshes: ["ok"] })
    expect(await repositories(visitor)).toBe(allowed)
  },
)

test("a short outage of the database does not lose new tokens", race, async ({ github }, { workerIndex }) => {
  const { app, proxies, close } = await openProxiedApp(`tapped-${workerIndex}`, github.env)
  const [proxy] = proxies
  const records = new Records(app.database)
  try {
    const visitor = new Visitor(app.origin)
    await signIn(visitor)
    await expire(records)
    github.after = async () => {
      // The app writes the tokens again every second.
      proxy?.cut(2)
    }
    expect(await repositories(visitor)).toBe(github.issued.access_token)
    github.after = undefined
    await expire(records)
    expect(await repositories(visitor)).toBe(github.issued.access_token)
    expect(github.refreshes).toEqual(["ok", "ok"])
  } finally {
    await records.close()
    await close()
  }
})

test("unencrypted tokens of an Auth.js database are used, and sealed at their first use", async ({
  visitor,
  github,
  records,
}) => {
  await signIn(visitor)
  const { access_token, refresh_token } = github.issued
  await records.query(
    `UPDATE "Account" SET "access_token" = $1, "refresh_token" = $2, "id_token" = NULL, "extra" = NULL`,
    [access_token, refresh_token],
  )
  expect(await repositories(visitor)).toBe(access_token)
  const sealed = await records.everything()
  expect(sealed).not.toContain(access_token)
  expect(sealed).not.toContain(refresh_token)
  await expire(records)
  expect(await repositories(visitor)).toBe(github.issued.access_token)
  expect(github.refreshes).toEqual(["ok"])
})

test("AUTH_SECRET can be rotated while the app runs", async ({
  app,
  visitor,
  github,
  startAnother,
  records,
}) => {
  // It starts two apps.
  test.slow()
  await signIn(visitor)
  const token = github.issued.access_token
  const secrets = { AUTH_SECRET: randomBytes(33).toString("base64"), AUTH_SECRET_PREVIOUS: secret }
  const reseal = () =>
    runNode([join(root, "scripts", "db.mjs"), "reseal"], {
      env: { ...bareEnvironment(), ...secrets, DATABASE_URL: app.database, DIRECT_URL: app.database },
    })
  const both = await startAnother("both-secrets", secrets)
  const onlyNew = await startAnother("only-new", { AUTH_SECRET: secrets.AUTH_SECRET })

  expect(await repositories(at(both, visitor)), "the previous secret opens").toBe(token)
  expect(await repositories(at(onlyNew, visitor)), "the new secret does not").toBe("consent_needed")
  const sealed = await reseal()
  expect(sealed, sealed.output).toMatchObject({ code: 0 })
  expect(sealed.output).toContain("2 tokens are newly sealed under AUTH_SECRET")
  expect(sealed.output).toContain("Left: 0 under AUTH_SECRET_PREVIOUS, 0 in the clear, 0 unreadable.")
  expect((await reseal()).output).toContain("0 tokens are newly sealed")
  expect(await repositories(at(onlyNew, visitor))).toBe(token)
  await expire(records)
  expect(await repositories(at(onlyNew, visitor))).toBe(github.issued.access_token)
})

test("a user without a GitHub account sees no repositories", async ({ visitor, records }) => {
  await signIn(visitor)
  await records.query(`UPDATE "Account" SET "provider" = 'google'`)
  expect(await repositories(visitor)).toBe("nothing")
  expect((await visitor.get("/dashboard")).text).not.toContain(texts.title)
})
