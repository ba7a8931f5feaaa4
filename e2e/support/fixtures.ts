// The test of every spec: an app of the worker's own, watched pages, and a database that is empty when a test starts.
import { test as base, expect, type Page } from "@playwright/test"
import { personas } from "../../scripts/identity/personas.mjs"
import { type App, openApp } from "./app"
import { leaksOf } from "./leaks"
import { HostileProvider } from "./hostile-provider"
import { Records } from "./records"
import { Visitor } from "./visitor"
import { ConsoleWatch, expectAccessible } from "./watch"

export { expect } from "@playwright/test"
export { Visitor } from "./visitor"

type PerWorker = {
  /** Who answers as the app's providers: the local identity servers, or the hostile provider. */
  cast: "local" | "hostile"
  app: App
  hostile: HostileProvider
  records: Records
}

type PerTest = {
  /** A browser reduced to HTTP. */
  visitor: Visitor
  /** What pages complain about. */
  console: ConsoleWatch
  emptyDatabase: void
}

export const test = base.extend<PerTest, PerWorker>({
  cast: ["local", { option: true, scope: "worker" }],

  hostile: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const provider = await HostileProvider.start()
      await use(provider)
      await provider.close()
    },
    { scope: "worker" },
  ],

  app: [
    async ({ cast, hostile }, use, { project, workerIndex }) => {
      const app = await openApp({
        project: project.name,
        label: `${project.name}-${workerIndex}`,
        ...(cast === "hostile" && { env: hostile.env }),
      })
      await use(app)
      await app.close()
    },
    { scope: "worker", timeout: 120_000 },
  ],

  records: [
    async ({ app }, use) => {
      const records = new Records(app.database)
      await use(records)
      await records.close()
    },
    { scope: "worker" },
  ],

  emptyDatabase: [
    async ({ app, records, hostile }, use) => {
      await records.empty()
      hostile.behave()
      await use()
      expect(await leaksOf(app, records), "secrets in the clear, in database or log").toEqual([])
    },
    { auto: true },
  ],

  baseURL: async ({ app }, use) => use(app.origin),

  visitor: async ({ app }, use) => use(new Visitor(app.origin)),

  // oxlint-disable-next-line no-empty-pattern
  console: async ({}, use) => use(new ConsoleWatch()),

  // Every page of the context is watched, whether the test asked for one or for ten.
  context: async ({ context, app, console, javaScriptEnabled }, use) => {
    console.attach(context, app.origin)
    await use(context)
    // The check is a script itself.
    const pages = javaScriptEnabled === false ? [] : context.pages()
    for (const page of pages) if (page.url().startsWith(app.origin)) await expectAccessible(page)
    expect(console.faults, "errors in the console").toEqual([])
  },
})

export type Persona = "admin" | "member" | "unverified" | "no-email" | "long-name"

const names = { github: "GitHub", google: "Google", oidc: "Portico ID" }

export type LocalProvider = keyof typeof names

/** Signs in from the sign-in page, through the provider's own page, and back to where the app sends people then. */
export async function signInAs(
  page: Page,
  persona: Persona,
  provider: LocalProvider = "oidc",
): Promise<void> {
  await page.goto("/signin")
  const { origin } = new URL(page.url())
  await chooseProvider(page, provider)
  await choosePersona(page, persona)
  await page.waitForURL((url) => url.origin === origin && !url.pathname.startsWith("/api/"))
  await expect(page).not.toHaveURL(/\/signin/)
}

/** Presses the button of a provider on the sign-in page. */
export async function chooseProvider(page: Page, provider: LocalProvider): Promise<void> {
  await page.getByRole("button", { name: `Continue with ${names[provider]}` }).click()
}

/** Chooses who to be, or to deny access, on the provider's page. */
export async function choosePersona(page: Page, persona: Persona | "deny"): Promise<void> {
  const name = persona === "deny" ? "Deny access" : personas.find(({ id }) => id === persona)?.name
  if (!name) throw new Error(`No persona is called ${persona}.`)
  await page.getByRole("button", { name }).click()
}
