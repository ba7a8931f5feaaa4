// The `test` of specs with the local identity servers: an app for each worker, checks of every page, and a database that is empty
// when a test starts.
import { test as base, expect, type Page } from "@playwright/test"
import { personas } from "../../scripts/identity/personas.mjs"
import { brand } from "../../scripts/identity/portico-id.mjs"
import { appScope, openApp, type App } from "./app"
import { findLeaks } from "./leaks"
import { ConsoleErrors, expectAccessible } from "./page-checks"
import { workerRecords, type Records } from "./records"
import { Visitor } from "./visitor"

export { expect } from "@playwright/test"
export { Visitor } from "./visitor"

type PerWorker = {
  app: App
  records: Records
}

type PerTest = {
  /** An HTTP client with cookies, in place of a browser. */
  visitor: Visitor
  /** The errors in the console of the app's pages. */
  console: ConsoleErrors
  emptyDatabase: void
}

export const test = base.extend<PerTest, PerWorker>({
  app: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const app = await openApp({ project: project.name, label: `${project.name}-${workerIndex}` })
      await use(app)
      await app.close()
    },
    appScope,
  ],

  records: [workerRecords, { scope: "worker" }],

  emptyDatabase: [
    async ({ app, records }, use) => {
      await records.empty()
      await use()
      expect(await findLeaks(app, records), "unencrypted secrets in database or log").toEqual([])
    },
    { auto: true },
  ],

  baseURL: async ({ app }, use) => use(app.origin),

  visitor: async ({ app }, use) => use(new Visitor(app.origin)),

  // oxlint-disable-next-line no-empty-pattern
  console: async ({}, use) => use(new ConsoleErrors()),

  // Listeners on the context cover every page that a test opens.
  context: async ({ context, app, console, javaScriptEnabled }, use) => {
    console.attach(context, app.origin)
    await use(context)
    // axe is a script, so it cannot run in a page without JavaScript.
    const pages = javaScriptEnabled === false ? [] : context.pages()
    for (const page of pages) if (page.url().startsWith(app.origin)) await expectAccessible(page)
    expect(console.unexpected, "errors in the console").toEqual([])
  },
})

export type Persona = "admin" | "member" | "unverified" | "no-email" | "long-name"

/** The name of the OpenID provider of the local identity servers. */
export const porticoId = brand.name

const names = { github: "GitHub", google: "Google", oidc: porticoId }

export type LocalProvider = keyof typeof names

/** Signs in: from the sign-in page, through the provider's page, to the page that the app redirects to. */
export async function signInAs(
  page: Page,
  persona: Persona,
  providerId: LocalProvider = "oidc",
): Promise<void> {
  await page.goto("/signin")
  const { origin } = new URL(page.url())
  await chooseProvider(page, providerId)
  await choosePersona(page, persona)
  await page.waitForURL((url) => url.origin === origin && !url.pathname.startsWith("/api/"))
  await expect(page).not.toHaveURL(/\/signin/)
}

/** Clicks the button of a provider on the sign-in page. */
export async function chooseProvider(page: Page, providerId: LocalProvider): Promise<void> {
  await page.getByRole("button", { name: `Continue with ${names[providerId]}` }).click()
}

/** Chooses a persona on the provider's page, or denies access. */
export async function choosePersona(page: Page, persona: Persona | "deny"): Promise<void> {
  const name = persona === "deny" ? "Deny access" : personas.find(({ id }) => id === persona)?.name
  if (!name) throw new Error(`No persona is called ${persona}.`)
  await page.getByRole("button", { name }).click()
}

type ReactRoot = { stateNode: { current: { memoizedState: { isDehydrated: boolean } } } }

/**
 * Waits until React has hydrated the page. Earlier a click or a key does what it does without JavaScript, which is nothing or another
 * document, and what is typed into a field may be lost. React keeps its state at the document.
 */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const name = Object.keys(document).find((key) => key.startsWith("__reactContainer$"))
    const root: ReactRoot | undefined = name && Reflect.get(document, name)
    return root?.stateNode.current.memoizedState.isDehydrated === false
  })
}
