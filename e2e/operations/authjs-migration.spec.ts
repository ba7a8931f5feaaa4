// Databases of Auth.js after `db.mjs migrate --baseline`: returning users are the same users.
import { fillLikeAuthjs, shapes } from "../../scripts/test/authjs/index.mjs"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { root, runNode } from "../../scripts/test/program.mjs"
import { appScope, openApp, type App } from "../support/app"
import { test as base, expect, signInAs, type LocalProvider, type Persona } from "../support/fixtures"

const test = base.extend<{ shape: (typeof shapes)[number] }>({
  shape: ["id", { option: true }],
  // A separate app, because the other tests of the worker expect no rows of Auth.js.
  app: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const app = await openApp({ project: project.name, label: `migration-${workerIndex}` })
      await use(app)
      await app.close()
    },
    appScope,
  ],
  emptyDatabase: async ({ app, shape }, use) => {
    await fillLikeAuthjs(app.database, shape)
    await migrate(app)
    await use()
  },
})

/** With the app's variables, from which the accounts get their issuers. */
async function migrate({ database: url, variables }: App) {
  const { code, output } = await runNode(["scripts/db.mjs", "migrate", "--baseline"], {
    cwd: root,
    env: { ...bareEnvironment(), ...variables, DATABASE_URL: url, DIRECT_URL: "" },
  })
  if (code !== 0) throw new Error(output)
}

const users: { persona: Persona; name: string; providerId: LocalProvider }[] = [
  { persona: "admin", name: "Ada Whitfield", providerId: "github" },
  { persona: "admin", name: "Ada Whitfield", providerId: "oidc" },
  { persona: "member", name: "Milo Brandt", providerId: "oidc" },
  { persona: "unverified", name: "Una Sørensen", providerId: "oidc" },
]

for (const shape of shapes)
  test.describe(`migrated from Auth.js with the account key "${shape}"`, () => {
    test.use({ shape })

    for (const { persona, name, providerId } of users)
      test(`${name} signs in with ${providerId} and is the same user`, async ({ page, records }) => {
        const before = await records.query('SELECT "id" FROM "User" ORDER BY "id"')
        await signInAs(page, persona, providerId)
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${name}`)
        const newest = `SELECT u."name" FROM "Session" s JOIN "User" u ON u."id" = s."userId" ORDER BY s."createdAt" DESC LIMIT 1`
        expect(await records.query(newest)).toEqual([{ name }])
        expect(await records.query('SELECT "id" FROM "User" ORDER BY "id"')).toEqual(before)
      })

    test(
      "a session of Auth.js is rejected, under its own cookie name and under ours",
      {
        tag: ["@session-end"],
      },
      async ({ visitor, app }) => {
        for (const name of [
          "authjs.session-token",
          "next-auth.session-token",
          `session-${new URL(app.origin).port}`,
        ])
          visitor.setCookie(name, "ada-session-token-in-the-clear")
        expect((await visitor.get("/api/auth/session")).text).toBe("null")
        expect((await visitor.get("/dashboard")).location).toContain("/signin")
      },
    )

    test(
      "an unencrypted token of Auth.js is sealed at the next sign-in",
      { tag: ["@leak"] },
      async ({ page, records }) => {
        const token = `SELECT "access_token" AS token FROM "Account" WHERE "providerAccountId" = 'admin'`
        await signInAs(page, "admin", "oidc")
        const [account] = await records.query<{ token: string }>(token)
        expect(account?.token).not.toContain("in_the_clear")
      },
    )
  })
