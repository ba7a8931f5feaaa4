// With Next's Cache Components and a cache that instances share, no page or action puts a user's data into it.
import { readdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { testFolder } from "../../scripts/test/program.mjs"
import { appScope, openApp, type App } from "../support/app"
import { test as base, expect } from "../support/fixtures"
import { seedUser, type SeededUser } from "../support/seed"
import { getComponents, readForm, sendAction, submitAction } from "../support/server-action"
import { testEnvironment } from "../support/test-environment"

const test = base.extend<object, { app: App; sharedCache: string }>({
  sharedCache: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { workerIndex }) => {
      const folder = join(testFolder, "shared-cache", String(workerIndex))
      rmSync(folder, { recursive: true, force: true })
      await use(folder)
    },
    { scope: "worker" },
  ],
  app: [
    async ({ sharedCache }, use, { project, workerIndex }) => {
      const label = `${project.name}-${workerIndex}`
      const app = await openApp({ project: project.name, label, settings: { SHARED_CACHE: sharedCache } })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

/** All pages of the app, also an owner's, without those of one connection or provider. */
function pages(): string[] {
  const build = join(testEnvironment().directories["cache-components"] ?? "", ".next")
  const routes = JSON.parse(readFileSync(join(build, "app-path-routes-manifest.json"), "utf8")) as object
  return Object.entries(routes).flatMap(([file, path]: [string, string]) =>
    file.endsWith("/page") && !/\[|^\/_/.test(path) ? [path] : [],
  )
}

const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0" }
const prefetch = { "next-router-prefetch": "1" }

/** Every way in which a browser, or a client without a user agent, requests a page. */
async function visit({ visitor }: SeededUser, path: string): Promise<string> {
  const responses = [
    await visitor.get(path),
    await visitor.get(path, { headers: browser }),
    await getComponents(visitor, path, browser),
    await getComponents(visitor, path, { ...browser, ...prefetch }),
    await getComponents(visitor, path, { ...browser, "next-router-prefetch": "2" }),
    await getComponents(visitor, path, {
      ...browser,
      ...prefetch,
      "next-router-segment-prefetch": `${path}/__PAGE__`,
    }),
  ]
  for (const { status, headers } of responses) {
    expect(status, path).toBeLessThan(500)
    expect(headers["cache-control"] ?? "no-store", path).toMatch(/no-store/)
  }
  return responses.map(({ text }) => text).join("\n")
}

test(
  "neither a user's pages nor actions put their data into a shared cache",
  { tag: "@caching" },
  async ({ app, records, sharedCache }) => {
    // Some 300 requests.
    test.setTimeout(300_000)
    const emails = ["sam@example.test", "ann@example.test"]
    const users = [
      await seedUser(records, app.origin, { email: "sam@example.test", role: "ADMIN" }),
      await seedUser(records, app.origin, { email: "ann@example.test" }),
    ]
    for (const [index, { visitor }] of users.entries()) {
      const fields = await readForm(visitor, "/dashboard/notes", "textarea")
      await sendAction(visitor, "/dashboard/notes", { ...fields, text: `A note of ${emails[index]}` })
    }
    const paths = pages()
    expect(paths).toEqual(
      expect.arrayContaining(["/", "/dashboard", "/dashboard/notes", "/dashboard/prices"]),
    )
    const seen = ["", ""]
    for (const path of paths)
      for (const [index, user] of users.entries()) seen[index] += await visit(user, path)
    for (const { visitor } of users) await submitAction(visitor, "/", { fields: { scheme: "dark" } })

    const [sam = "", ann = ""] = seen
    for (const [index, text] of seen.entries()) expect(text).toContain(`A note of ${emails[index]}`)
    expect(ann, "an administrator's list is not shown to others").not.toContain("sam@example.test")
    expect(sam.includes("A note of ann@example.test"), "a note is shown to its owner only").toBe(false)

    const cached = readdirSync(sharedCache).map((name) => readFileSync(join(sharedCache, name), "utf8"))
    for (const text of ["tea costs 3", "tea is in stock", "the shop is open"])
      expect(cached.join("\n"), "the cache is in use").toContain(text)
    const sessions = await records.query<{ id: string }>('SELECT "id" FROM "Session"')
    const secrets = [
      ...["@example.test", "Sam Seed", "Sam from GitHub", "A note of"],
      ...users.flatMap(({ userId, cookie }) => [userId, cookie.value]),
      ...sessions.map(({ id }) => id),
    ]
    for (const entry of cached)
      for (const secret of secrets) expect(entry.includes(secret), `${secret} in ${entry}`).toBe(false)
  },
)
