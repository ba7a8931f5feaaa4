// Two apps with one database and one secret, each at an issuer of its own: they stand for an app whose AUTH_OIDC_ISSUER and the
// like were changed.
import { randomBytes } from "node:crypto"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { root, runNode } from "../../scripts/test/program.mjs"
import { openApp, type App } from "./app"
import { test as base, Visitor } from "./fixtures"
import { signIn } from "./flow"
import { HostileProvider } from "./hostile-provider"
import { Records } from "./records"

export type Side = { app: App; hostile: HostileProvider }
type Sides = { first: Side; second: Side; rows: Records }

export const test = base.extend<object, { sides: Sides }>({
  sides: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const secret = { AUTH_SECRET: randomBytes(33).toString("base64") }
      const open = async (label: string, reachDatabase?: (url: string) => Promise<string>) => {
        const hostile = await HostileProvider.start({ endsSessions: true })
        const options = { project: project.name, label: `issuer-${label}-${workerIndex}` }
        const env = { ...hostile.env, ...secret }
        const app = await openApp({ ...options, env, ...(reachDatabase && { reachDatabase }) })
        return { app, hostile }
      }
      const first = await open("first")
      const second = await open("second", async () => first.app.database)
      const rows = new Records(first.app.database)
      await use({ first, second, rows })
      await rows.close()
      for (const { app, hostile } of [second, first]) {
        await app.close()
        await hostile.close()
      }
    },
    { scope: "worker", timeout: 300_000 },
  ],
  emptyDatabase: async ({ sides: { rows, first, second } }, use) => {
    await rows.empty()
    for (const { hostile } of [first, second]) hostile.startTest()
    await use()
  },
})

/** A user of the first issuer, and another person with the same id at the second one. */
export const member = { sub: "member", name: "Old Member", email: "old@corp.example", email_verified: true }
export const stranger = {
  sub: "member",
  name: "New Member",
  email: "new@other.example",
  email_verified: true,
}

/** Signs in at one side. */
export async function enter({ app, hostile }: Side, user: typeof member, sid?: string): Promise<Visitor> {
  hostile.behave({ user, claims: (claims) => ({ ...claims, ...(sid && { sid }) }) })
  const visitor = new Visitor(app.origin)
  await signIn(visitor, "oidc")
  return visitor
}

/** The same browser at the other side. */
export function moved(visitor: Visitor, { app }: Side): Visitor {
  const other = new Visitor(app.origin)
  for (const { name, value } of visitor.cookies.values())
    other.setCookie(name.replace(/-\d+$/, `-${new URL(app.origin).port}`), value)
  return other
}

/** Posts a logout token for the client of one side. Returns the status. */
export async function postLogout({ app, hostile }: Side, subject: object): Promise<number> {
  const iat = Math.floor(Date.now() / 1000)
  const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
  const claims = { iss: hostile.origin, aud: "client", iat, exp: iat + 60, jti: "j", events }
  const form = { logout_token: await hostile.sign({ ...claims, ...subject }) }
  return (await new Visitor(app.origin).request("POST", "/api/auth/oidc/backchannel-logout", { form })).status
}

/** Another process of one side's app. */
export function restart({ app: { variables } }: Side, label: string): Promise<App> {
  const { DATABASE_URL: database = "", ...env } = variables
  return openApp({
    project: "e2e",
    label: `issuer-again-${label}`,
    env,
    reachDatabase: async () => database,
  })
}

/** Runs Node in the checkout with the variables of one side. */
export function runWith({ app: { variables } }: Side, ...argv: string[]) {
  return runNode(argv, { cwd: root, env: { ...bareEnvironment(), ...variables, DIRECT_URL: "" } })
}
