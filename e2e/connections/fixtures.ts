// An app without providers of its own, an identity provider for connections, and a name server.
import type { BrowserContext, Page } from "@playwright/test"
import { NameServer } from "../../lib/auth/http/name-server.fixture"
import { appScope, openApp, type App } from "../support/app"
import { HostileProvider } from "../support/hostile-provider"
import { clientId, clientSecret } from "../support/hostile-provider/client"
import { test as base } from "../support/local-fixtures"
import type { Records } from "../support/records"
import { seedUser, type SeededUser } from "../support/seed"

export { clientId, clientSecret }
export { expect, Visitor } from "../support/local-fixtures"

export const list = "/admin/connections"

type PerWorker = {
  provider: HostileProvider
  names: NameServer
  /** Variables besides those of the name server. */
  variables: Record<string, string>
}

export const test = base.extend<{ correctProvider: void }, PerWorker>({
  variables: [{}, { option: true, scope: "worker" }],

  provider: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const provider = await HostileProvider.start()
      await use(provider)
      await provider.close()
    },
    { scope: "worker" },
  ],

  names: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const names = await NameServer.start()
      await use(names)
      await names.close()
    },
    { scope: "worker" },
  ],

  app: [
    async ({ names, variables }, use, { project, workerIndex }) => {
      const app = await openApp({
        project: project.name,
        label: `${project.name}-connections-${workerIndex}`,
        env: { PORTICO_NAME_SERVERS: names.address, ...variables },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],

  correctProvider: [
    async ({ provider, names }, use) => {
      provider.startTest()
      names.records.clear()
      await use()
    },
    { auto: true },
  ],
})

/** Signs an administrator in, in a browser too. */
export async function enterAsAdministrator(
  context: BrowserContext,
  records: Records,
  { origin }: App,
): Promise<SeededUser> {
  const administrator = await seedUser(records, origin, { email: "ada@example.test", role: "ADMIN" })
  await context.addCookies([administrator.cookie])
  return administrator
}

/** Each test begins with an administrator who is signed in, in the browser too. */
export const administratorTest = test.extend<{ administrator: SeededUser }>({
  administrator: [
    async ({ context, records, app }, use) => use(await enterAsAdministrator(context, records, app)),
    { auto: true },
  ],
})

/** Fills in the form for a connection to the provider. */
export async function fillIn(page: Page, issuer: string, secret = clientSecret): Promise<void> {
  await page.goto(`${list}/new?kind=oidc`)
  await page.getByLabel("Name").fill("Acme")
  await page.getByLabel("Issuer").fill(issuer)
  await page.getByLabel("Client id").fill(clientId)
  await page.getByLabel("Client secret").fill(secret)
}

/** Adds a connection by its form. Returns its id. */
export async function addConnection(page: Page, issuer: string): Promise<string> {
  await fillIn(page, issuer)
  await page.getByRole("button", { name: "Add the connection" }).click()
  await page.waitForURL(/\/c_[\da-f]{20}\?done=connection_added/)
  return new URL(page.url()).pathname.split("/").pop() ?? ""
}

/** Adds a domain to the connection on the page, and proves it. */
export async function proveDomain(page: Page, names: NameServer, domain: string): Promise<void> {
  await page.getByRole("textbox", { name: "Domain" }).fill(domain)
  await page.getByRole("button", { name: "Add the domain" }).click()
  const value = page.getByText(/^portico=/)
  await value.waitFor()
  names.records.set(`_portico.${domain}`, [(await value.textContent()) ?? ""])
  await page.getByRole("button", { name: `Check ${domain} now` }).click()
  await page.waitForURL(/done=domain_proved/)
}

/** A connection of an administrator with a proved domain, which is on. Returns its id. */
export async function openConnection(
  page: Page,
  { provider, names }: { provider: HostileProvider; names: NameServer },
  domain = "acme.example",
): Promise<string> {
  const id = await addConnection(page, provider.origin)
  await proveDomain(page, names, domain)
  await page.getByRole("button", { name: "Turn it on" }).click()
  await page.waitForURL(/done=connection_on/)
  return id
}
