// A provider whose issuer has tenants, such as Entra: its discovery document names a template, and each ID token the tenant's own
// issuer. Which such provider the catalogue has does not matter.
import * as catalogue from "../../lib/auth/providers"
import { appScope, openApp } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { currentUser, errorCode, signIn } from "../support/flow"

const [provider] = Object.values(catalogue).flatMap((each) =>
  each.protocol === "oidc" && each.tenantClaim ? [{ id: each.id, claim: each.tenantClaim }] : [],
)
const { id, claim } = provider ?? { id: "", claim: "" }

const test = base.extend({
  app: [
    async ({ hostile }, use, { project, workerIndex }) => {
      const name = `AUTH_${id.toUpperCase().replaceAll("-", "_")}`
      const env = {
        [`${name}_ID`]: "client",
        [`${name}_SECRET`]: "hostile-provider-secret",
        [`${name}_ISSUER`]: `${hostile.origin}/common/v2.0`,
      }
      const app = await openApp({ project: project.name, label: `tenants-${workerIndex}`, env })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

test.skip(!provider, "No provider of the catalogue has tenants.")

const tenants = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const

test(
  "the same sub in two tenants is two users",
  { tag: ["@identity", "@mix-up"] },
  async ({ app, hostile, records }) => {
    const issuerOf = (tenant: string) => `${hostile.origin}/${tenant}/v2.0`
    const enter = async (tenant: string, issuer = issuerOf(tenant)) => {
      const user = { sub: "member", name: `Member of ${tenant}` }
      const claims = (valid: Record<string, unknown>) => ({
        ...valid,
        ...{ iss: issuer, [claim]: tenant, oid: "member", name: user.name },
      })
      hostile.behave({ user, claims })
      const visitor = new Visitor(app.origin)
      return { visitor, response: await signIn(visitor, id) }
    }
    for (const tenant of [...tenants, ...tenants])
      expect(await currentUser((await enter(tenant)).visitor)).toMatchObject({ name: `Member of ${tenant}` })
    const rows = 'SELECT "issuer", "providerAccountId" AS id FROM "Account" ORDER BY "createdAt"'
    expect(await records.query(rows)).toEqual(
      tenants.map((tenant) => ({ issuer: issuerOf(tenant), id: "member" })),
    )
    expect(await records.count("User")).toBe(2)

    const [one, two] = tenants
    expect(errorCode((await enter(one, issuerOf(two))).response), "a tenant that signs for another").toBe(
      "id_token_invalid",
    )
  },
)

test(
  "an account without an issuer is that of the first tenant that signs in with its id, and of no other",
  { tag: ["@identity"] },
  async ({ app, hostile, records }) => {
    const [one, two] = tenants
    const enter = async (tenant: string) => {
      const user = { sub: "member", name: `Member of ${tenant}` }
      const iss = `${hostile.origin}/${tenant}/v2.0`
      hostile.behave({ user, claims: (valid) => ({ ...valid, iss, [claim]: tenant, name: user.name }) })
      const visitor = new Visitor(app.origin)
      await signIn(visitor, id)
      return visitor
    }
    await enter(one)
    // As the adoption of accounts leaves it: with the configured issuer.
    await records.query('UPDATE "Account" SET "issuer" = $1', [`${hostile.origin}/common/v2.0`])
    await enter(one)
    expect(await records.query('SELECT "issuer" FROM "Account"')).toEqual([
      { issuer: `${hostile.origin}/${one}/v2.0` },
    ])
    await enter(two)
    expect(await records.count("User")).toBe(2)
  },
)
