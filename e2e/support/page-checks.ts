// Checks on every page that a test opens: no errors in its console, and no violations of accessibility rules.
import AxeBuilder from "@axe-core/playwright"
import { expect, type BrowserContext, type Page } from "@playwright/test"

/**
 * Collects errors of the app's pages: errors in the console, exceptions, and violations of the content security policy, which
 * Chromium reports in the console.
 */
export class ConsoleErrors {
  private readonly found: string[] = []
  private readonly expected: RegExp[] = []

  attach(context: BrowserContext, origin: string): void {
    context.on("console", (message) => {
      const from = message.location().url || message.page()?.url() || ""
      if (message.type() === "error" && from.startsWith(origin)) this.found.push(`${from}: ${message.text()}`)
    })
    context.on("weberror", (error) => {
      const from = error.page()?.url() ?? ""
      if (from.startsWith(origin)) this.found.push(`${from}: ${error.error().message}`)
    })
  }

  /** Allows an error that a test causes on purpose, such as the console's line on a page with status 404. */
  expect(text: RegExp): void {
    this.expected.push(text)
  }

  get unexpected(): string[] {
    return this.found.filter((error) => !this.expected.some((text) => text.test(error)))
  }
}

const checked = new Set<string>()

/**
 * Checks a page against the axe rules for WCAG and best practices, in both colour schemes. Each page content is checked once. Where a
 * navigation replaces the document during the check, the new document is checked.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.waitForLoadState()
  // A document that is still arriving may have no body.
  const checkedDocument = await page.waitForFunction(() => document.body && document)
  const isReplaced = () =>
    page.evaluate((earlier) => earlier !== document, checkedDocument).catch(() => !page.isClosed())
  try {
    await checkDocument(page)
  } catch (error) {
    if (!(await isReplaced())) throw error
  }
  if (await isReplaced()) await expectAccessible(page)
}

async function checkDocument(page: Page): Promise<void> {
  const content = await page.evaluate(() => {
    const body = document.body.cloneNode(true) as HTMLElement
    for (const part of body.querySelectorAll("script, time")) part.textContent = ""
    return [
      innerWidth,
      document.title,
      body.innerHTML.replace(/\d{2,}|[\da-f]{8}-[\da-f-]{27}|(?<=<code class="font-mono">)\w{8}/g, ""),
    ].join()
  })
  if (checked.has(content)) return
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    // During a transition the contrast is that of neither scheme.
    await page.evaluate(async () => {
      const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
      await Promise.allSettled(transitions.map(({ finished }) => finished))
    })
    // Legacy mode is faster, and enough for pages without cross-origin frames.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const summary = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ html }) => html),
    }))
    expect(summary, `accessibility of ${page.url()} in ${colorScheme}`).toEqual([])
  }
  checked.add(content)
}
